using System.Text;
using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

/// <summary>What is deleted must not stand in the file any more, for whoever copies it or loses the disk.</summary>
public sealed class SqliteErasureTests : ErasureContract
{
    [Fact]
    public async Task After_a_company_is_deleted_neither_the_file_nor_its_log_holds_a_byte_of_its_people()
    {
        foreach (var page in Enumerable.Range(0, 10))
        {
            await Save([.. Enumerable.Range(0, 50).Select(i => Sample.Person($"p{page}-{i}", $"person-{page}-{i}@canary.example"))]);
        }

        Assert.NotEqual(0, InFiles());
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Equal(0, InFiles());
    }

    [Fact]
    public async Task A_value_that_was_overwritten_is_gone_once_the_log_is_empty()
    {
        await Save(Sample.Person("p1", "former@canary.example"));
        Advance();
        await Save(Sample.Person("p1", "now@example.com"));
        await Store.Get<SqliteDatabase>().EmptyLog(Stop);

        Assert.Equal(0, InFiles());
    }

    [Fact]
    public async Task What_a_reader_kept_in_the_log_goes_when_the_reader_has_gone()
    {
        await Fill();
        var database = Store.Get<SqliteDatabase>();
        using (var connection = database.Open())
        {
            using var reading = connection.BeginTransaction(deferred: true);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM candidates";
            command.Transaction = reading;
            command.ExecuteScalar();
            await Erase();
            Assert.NotEqual(0, InFiles());
        }

        await Erasures.Settle(Stop);

        Assert.Equal(0, InFiles());
    }

    [Fact]
    public async Task Copies_that_stayed_behind_when_rows_moved_between_pages_are_gone_too()
    {
        var random = new Random(9);
        for (var round = 0; round < 60; round++)
        {
            Advance();
            await Save([.. Enumerable.Range(0, 20).Select(_ => Sample.Person($"q{random.Next(100_000):D5}", $"{new string('x', random.Next(50, 900))}@example.com"))]);
            Advance();
            await Save(Enumerable.Range(0, 5).Select(i => Sample.Person($"q{i}5000", $"canary-{new string('z', random.Next(50, 900))}@example.com")).ToArray());
        }

        foreach (var i in Enumerable.Range(0, 5))
        {
            await Erase($"q{i}5000");
        }

        Assert.Equal(0, InFiles());
    }

    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override async Task<int> Canaries()
    {
        await Store.Get<SqliteDatabase>().EmptyLog(Stop);
        return InFiles();
    }

    private int InFiles() => new[] { "", "-wal" }.Sum(suffix => Count(Store.Get<SqliteDatabase>().Path + suffix));

    private static int Count(string file)
    {
        if (!File.Exists(file))
        {
            return 0;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return Encoding.Latin1.GetString(content.ToArray()).Split("canary", StringSplitOptions.None).Length - 1;
    }
}
