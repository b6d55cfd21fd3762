using Npgsql;

namespace Jobvite.Storage.Tests;

/// <summary>
/// No foreign key ties applications and documents to their candidate, so writers and deletions must. Each test stops one of them in the middle
/// of its transaction; that nothing is left without a candidate, the end of every test says.
/// </summary>
public sealed class PostgresParentTests : StoreContract
{
    private const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    [Fact]
    public async Task A_document_that_comes_while_its_candidate_is_deleted_brings_the_candidate_back()
    {
        await Save(Sample.Person("p1"));
        await using var deleting = await Hold("DELETE FROM candidates WHERE jobvite_id = 'p1'");

        // The person is as it was, so nothing of it would be written.
        var saving = Save(Sample.Person("p1") with { Documents = Sample.Told(Sample.Document("cv")) });
        await SomebodyWaits(saving);
        await deleting.Commit();

        Assert.Equal(1, (await saving).Created);
        Assert.Single((await Documents.List(Company, "p1", Stop))!.Documents);
    }

    [Fact]
    public async Task A_new_application_that_comes_while_its_candidate_is_deleted_brings_the_candidate_back()
    {
        await Save(Sample.Person("p1"));
        await using var deleting = await Hold("DELETE FROM candidates WHERE jobvite_id = 'p1'");

        var saving = Save(Sample.Person("p1", null, null, Sample.Application("a1")));
        await SomebodyWaits(saving);
        await deleting.Commit();

        Assert.Equal(1, (await saving).Created);
        Assert.Single((await Candidate("p1")).Applications);
    }

    [Fact]
    public async Task Documents_of_a_candidate_that_is_deleted_before_they_come_are_dropped()
    {
        await Save(Sample.Person("p1"));
        await using var deleting = await Hold("DELETE FROM candidates WHERE jobvite_id = 'p1'");

        var saving = Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("cv")), Now, Stop);
        await SomebodyWaits(saving);
        await deleting.Commit();
        await saving;

        Assert.Null(await Documents.List(Company, "p1", Stop));
    }

    [Theory]
    [InlineData("INSERT INTO candidate_documents (company_id, id, candidate_id, application_id, type, name, created_at, updated_at) SELECT company_id, gen_random_uuid(), jobvite_id, '', 'resume', 'late', now(), now() FROM candidates")]
    [InlineData("INSERT INTO applications (company_id, jobvite_id, id, candidate_id, read_at, created_at, updated_at, source_hash, content_hash, raw_json) SELECT company_id, 'late', gen_random_uuid(), jobvite_id, now(), now(), now(), 'h', 'h', '{}' FROM candidates")]
    public async Task What_is_stored_while_the_company_is_deleted_goes_with_its_candidate(string child)
    {
        await Save(Sample.Person("p1"));
        await using var storing = await Hold($"SELECT 1 FROM candidates WHERE jobvite_id = 'p1' FOR KEY SHARE; {child}");

        var deleting = Store.Get<ICompanyData>().Delete(Company, Stop);
        await SomebodyWaits(deleting);
        await storing.Commit();
        await deleting;

        Assert.Equal(["0"], await Store.Look("SELECT (SELECT count(*) FROM candidates) + (SELECT count(*) FROM applications) + (SELECT count(*) FROM candidate_documents)"));
    }

    [Fact]
    public async Task A_mark_that_is_void_goes_though_somebody_holds_its_application()
    {
        CandidateRow entry = Sample.Person("p1", null, null, Sample.Application("a1")) with { Digest = "first", Documents = [Sample.Artifacts("a1", Sample.Document("old"))] };
        await Save(entry);
        await using var reading = await Hold("UPDATE applications SET read_at = read_at + interval '1 second'");
        Advance(60);

        // Without a digest, as a single read: only the document differs, so the application is not written.
        var saving = Save(entry with { Digest = null, Documents = [Sample.Artifacts("a1", Sample.Document("new"))] });
        await SomebodyWaits(saving);
        await reading.Commit();
        await saving;

        Assert.Empty(await Records.FindKnown(Company, [new EntryKey("a1", "first")], Stop));
    }

    private async Task SomebodyWaits(Task who)
    {
        while ((await Store.Look(Waiting))[0] == "0")
        {
            Assert.False(who.IsCompleted, "It was to wait, and did not.");
            await Task.Delay(5, Stop);
        }
    }

    private async Task<Held> Hold(string sql)
    {
        var connection = await Store.Get<NpgsqlDataSource>().OpenConnectionAsync(Stop);
        var held = new Held(connection, await connection.BeginTransactionAsync(Stop));
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
        return held;
    }

    /// <summary>Somebody in the middle of a transaction.</summary>
    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public Task Commit() => transaction.CommitAsync(Stop);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
