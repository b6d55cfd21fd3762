using Jobvite.Storage.Postgres;
using Npgsql;

namespace Jobvite.Storage.Tests;

public sealed class PostgresErasureTests : ErasureContract
{
    private const string Columns = """
        SELECT c.table_name || ' ' || c.column_name || ' ' || c.data_type
        FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'bytea', 'jsonb', 'json', 'ARRAY', 'character varying')
        """;

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override Task<int> Canaries() => Canaries(Store);

    /// <summary>In every text, every byte and every JSON of every table.</summary>
    internal static async Task<int> Canaries(IStore store)
    {
        var found = 0L;
        foreach (var column in (await store.Look(Columns)).Select(one => one.Split(' ', 3)))
        {
            var holds = column[2] is "bytea" ? $"position('canary'::bytea IN {column[1]}) > 0" : $"lower({column[1]}::text) LIKE '%canary%'";
            found += long.Parse((await store.Look($"SELECT count(*) FROM {column[0]} WHERE {holds}"))[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        return (int)found;
    }

    [Theory]
    [InlineData("candidates", "DELETE")]
    [InlineData("applications", "DELETE")]
    [InlineData("candidate_documents", "DELETE")]
    [InlineData("onboarding_processes", "DELETE")]
    [InlineData("onboarding_tasks", "DELETE")]
    [InlineData("webhook_events", "UPDATE")]
    [InlineData("record_changes", "DELETE")]
    [InlineData("suppressions", "INSERT")]
    [InlineData("suppressed_ids", "INSERT")]
    [InlineData("change_feeds", "UPDATE")]
    public async Task Killed_at_any_statement_it_has_done_nothing_and_the_next_try_does_all(string table, string statement)
    {
        await Fill();
        var before = await Canaries();
        await Store.Run($"""
            CREATE FUNCTION kill_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
            CREATE TRIGGER kill_it AFTER {statement} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION kill_it();
            """);

        await Assert.ThrowsAnyAsync<Exception>(() => Erase());
        Assert.Equal((before, "0"), (await Canaries(), (await Store.Look("SELECT count(*) FROM suppressions"))[0]));
        await Store.Run($"DROP TRIGGER kill_it ON {table}");
        await Erase();

        Assert.Equal(0, await Canaries());
    }

    [Fact]
    public async Task Whoever_stores_meanwhile_is_before_it_or_without_the_person()
    {
        for (var round = 0; round < 15; round++)
        {
            await Fill();
            var read = Now;
            var writers = Enumerable.Range(0, 6).Select(i => Task.Run(
                async () =>
                {
                    for (var turn = 0; turn < 5; turn++)
                    {
                        await Records.SaveRefresh(Refresh(read.AddMilliseconds(i)), [Jane(), Sample.Person($"q{i}", "q@example.com")], IncomingWins.Instance, Stop);
                        await Events.Append([Sample.Event(Now, entity: "p1") with { Body = "{\"candidateId\":\"p1\",\"x\":\"canary\"}"u8.ToArray() }], Stop);
                        await Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("canary.pdf", $"canary {turn}")), read.AddMilliseconds(turn), Stop);
                    }
                },
                Stop)).ToList();
            var erased = await Erase();
            await Task.WhenAll(writers);

            Assert.Equal(0, await Canaries());
            await Erasures.End(Company, erased.SuppressionId!.Value, Stop);
            await Store.Run($"DELETE FROM webhook_events WHERE company_id = '{Company}'; DELETE FROM suppressed_ids; DELETE FROM suppressions; DELETE FROM webhook_events");
        }
    }
}
