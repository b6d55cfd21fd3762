using Jobvite.Grains.Interfaces;
using Npgsql;

namespace Jobvite.Storage.Tests;

/// <summary>A large company's run comes to its end: what it has seen is looked up, not compared one by one.</summary>
public sealed class PostgresUnseenTests : StoreContract
{
    // Compared one by one these are billions of comparisons, and the statement's time is over before they are done.
    private const int Jobs = 60_000;

    private const string Seed = """
        INSERT INTO jobs (company_id, jobvite_id, id, read_at, created_at, updated_at, source_hash, content_hash, raw_json)
        SELECT @company, 'o' || number, gen_random_uuid(), @at, @at, @at, '', '', '{}' FROM generate_series(1, @count) AS number
        """;

    private const string SeenAllButOne = """
        INSERT INTO sync_pages (company_id, run_id, page, entity, ids)
        SELECT @company, @run, number / 500, 1, array_agg('o' || number) FROM generate_series(1, @count - 1) AS number GROUP BY number / 500
        """;

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    [Fact]
    public async Task What_a_run_of_many_records_did_not_see_is_counted_and_marked()
    {
        await Execute(Seed, ("at", Now));
        Advance();
        var run = await Begin(SyncKind.Jobs);
        await Execute(SeenAllButOne, ("run", run.RunId));

        Assert.Equal(new UnseenCount(Jobs, 1), await Records.CountUnseen(run, Stop));
        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));
    }

    private async Task Execute(string sql, (string Name, object Value) argument)
    {
        await using var command = Store.Get<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.AddWithValue("company", Company);
        command.Parameters.AddWithValue("count", Jobs);
        command.Parameters.AddWithValue(argument.Name, argument.Value);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
