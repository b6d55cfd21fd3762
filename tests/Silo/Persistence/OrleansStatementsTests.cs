using Jobvite.Silo.Persistence;
using Jobvite.Silo.Startup;
using Microsoft.Data.Sqlite;

namespace Jobvite.Silo.Tests.Persistence;

public sealed class OrleansStatementsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task All_statements_in_place_pass_the_check()
    {
        var statements = await Database("");

        Assert.Null(await Record.ExceptionAsync(() => statements.Check(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("DELETE FROM OrleansQuery WHERE QueryKey = 'UpsertReminderRowKey'")]
    [InlineData("UPDATE OrleansQuery SET QueryText = '' WHERE QueryKey = 'UpsertReminderRowKey'")]
    public async Task A_missing_statement_is_named(string damage)
    {
        var statements = await Database(damage);

        var refusal = await Assert.ThrowsAsync<StartupException>(() => statements.Check(TestContext.Current.CancellationToken));
        Assert.Contains("UpsertReminderRowKey", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ReadFromStorageKey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_table_is_named()
    {
        var statements = await Database("DROP TABLE OrleansQuery");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => statements.Check(TestContext.Current.CancellationToken));
        Assert.Contains("OrleansQuery", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<OrleansStatements> Database(string damage)
    {
        var path = _directory.File("statements.db");
        await using var connection = new SqliteConnection($"Data Source={path}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = await OrleansMigration.Read() + damage;
        await command.ExecuteNonQueryAsync();
        return new OrleansStatements(SiloDatabase.Sqlite(path));
    }
}
