using System.Text;
using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

/// <summary>What is deleted must not stand in the file any more, for whoever copies it or loses the disk.</summary>
public sealed class SqliteErasureTests : StoreContract
{
    [Fact]
    public async Task After_a_company_is_deleted_neither_the_file_nor_its_log_holds_a_byte_of_its_people()
    {
        foreach (var page in Enumerable.Range(0, 10))
        {
            await Save([.. Enumerable.Range(0, 50).Select(i => Sample.Person($"p{page}-{i}", $"person-{page}-{i}@canary.example"))]);
        }

        Assert.NotEqual(0, Canaries());
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Equal(0, Canaries());
    }

    [Fact]
    public async Task A_value_that_was_overwritten_is_gone_once_the_log_is_empty()
    {
        await Save(Sample.Person("p1", "former@canary.example"));
        Advance();
        await Save(Sample.Person("p1", "now@example.com"));
        await Store.Get<SqliteDatabase>().EmptyLog(Stop);

        Assert.Equal(0, Canaries());
    }

    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    private int Canaries() => new[] { "", "-wal" }.Sum(suffix => Count(Store.Get<SqliteDatabase>().Path + suffix));

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
