using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Grains.Interfaces;
using Npgsql;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class ErasureTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Company = "erasing";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly Caller Caller = new("tenant", "tester");

    private SiloGroup _silos = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReadOnlyList<string> People => _silos.Sandbox.World.CandidateIds;

    [Fact]
    public async Task The_key_is_made_once_whichever_silo_asks_first_and_outlives_them_all()
    {
        var results = await Task.WhenAll(People.Take(9).Select((person, i) => Personal(i).Erase(person, "Ticket 4711", Caller, Stop)));

        Assert.All(results, result => Assert.Equal(ErasureOutcome.Erased, result.Outcome));
        Assert.Equal(9, await Count("suppressions"));
        Assert.Equal(1, await Sql.Scalar<long>(_silos.ConnectionString, "SELECT count(DISTINCT key_id) FROM suppressions"));
        Assert.Equal(1, await Sql.Scalar<long>(_silos.ConnectionString, "SELECT count(*) FROM orleans_grain_state WHERE grain_id_text = 'suppression-key'"));

        await _silos.Stop();
        await _silos.Start(2);
        Assert.Equal(ErasureOutcome.Erased, (await Personal(1).Erase(People[9], "Ticket 4712", Caller, Stop)).Outcome);
        Assert.Equal(1, await Sql.Scalar<long>(_silos.ConnectionString, "SELECT count(DISTINCT key_id) FROM suppressions"));
        var run = await Sync();
        Assert.Equal((RunStatus.Success, 10), (run.Status, await Count("candidates")));
    }

    [Fact]
    public async Task An_erasure_whose_silo_dies_is_nothing_at_all_and_another_silo_does_it()
    {
        var person = People[3];
        var before = await PartsOf(person);
        Assert.DoesNotContain(before[..2], 0L.Equals);
        await using var holder = new NpgsqlConnection(_silos.ConnectionString);
        await holder.OpenAsync(Stop);
        await using var holding = await holder.BeginTransactionAsync(Stop);
        await using var hold = new NpgsqlCommand("SELECT 1 FROM applications WHERE candidate_id = @id FOR UPDATE", holder, holding);
        hold.Parameters.AddWithValue("id", person);
        await hold.ExecuteNonQueryAsync(Stop);

        // In the middle of its transaction it waits for the row, and there its silo dies.
        var erasing = Personal(0).Erase(person, "Ticket 4711", Caller, Stop);
        await Wait.Until(Patience, async () => await Waiting() == 1, () => "Nobody waits for the row.");
        await _silos.KillHostOf(Personal(0));
        await Sql.Execute(_silos.ConnectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
        await Assert.ThrowsAnyAsync<Exception>(() => erasing);
        Assert.Equal(before, await PartsOf(person));
        Assert.Equal(0, await Count("suppressions"));
        await holding.RollbackAsync(Stop);

        ErasureResult? result = null;
        await Wait.Until(
            Patience,
            async () =>
            {
                try
                {
                    result = await Personal(0).Erase(person, "Ticket 4711", Caller, Stop);
                    return true;
                }
                catch (Exception exception) when (exception is OrleansException or TimeoutException or DataUnavailableException)
                {
                    // Its silo is not known to be dead yet.
                    return false;
                }
            },
            () => "No other silo erases the person.");

        Assert.Equal(ErasureOutcome.Erased, result!.Outcome);
        Assert.All(await PartsOf(person), left => Assert.Equal(0, left));
        Assert.Equal(1, await Count("suppressions"));
    }

    [Fact]
    public async Task The_same_person_erased_from_all_silos_at_once_is_erased_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Personal(i).Erase(People[5], "Ticket 4711", Caller, Stop)));

        Assert.Single(results.Select(result => result.SuppressionId).Distinct());
        Assert.Single(results, result => result.Erased.Rows > 0);
        Assert.Equal(1, await Count("suppressions"));
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            Assert.Skip(PostgresServer.WhyMissing);
        }

        _silos = await SiloGroup.Create(server, Company);
        _silos.Settings["Jobvite:RequestBudget:PerMinute"] = "600";
        await _silos.Start(3);
        var credentials = _silos.Sandbox.Credentials;
        var saved = await _silos.Grains().GetGrain<ITenantDirectoryGrain>(TenantKey.Of(Caller.TenantId).ToString()).Configure(
            new ConfigureCompany { CompanyId = Company, Environment = JobviteEnvironment.Stage, ApiKey = credentials.ApiKey, ApiSecret = credentials.ApiSecret, WebhookSigningKey = credentials.WebhookSigningKey },
            Caller,
            Stop);
        Assert.Equal(ConfigureOutcome.Saved, saved.Outcome);
        Assert.Equal(RunStatus.Success, (await Sync()).Status);
    }

    public ValueTask DisposeAsync() => _silos?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IPersonalDataGrain Personal(int silo) => _silos.Grains(silo).GetGrain<IPersonalDataGrain>(CompanyKey.Of(Company).ToString());

    private async Task<SyncRun> Sync()
    {
        var started = await _silos.Grains().GetGrain<ITenantGrain>(CompanyKey.Of(Company).ToString()).StartSync(SyncKind.Candidates, new SyncRequest(SyncMode.Full), Caller);
        SyncRun? run = null;
        await Wait.Until(
            Patience,
            async () => (run = await _silos.Grains().GetGrain<IRecordReaderGrain>(CompanyKey.Of(Company).ToString()).GetRun(started.Run!.RunId)) is { IsEnded: true },
            () => $"The run says {run}.");
        return run!;
    }

    private Task<long> Count(string table) => Sql.Scalar<long>(_silos.ConnectionString, $"SELECT count(*) FROM {table}");

    private Task<long> Waiting() =>
        Sql.Scalar<long>(_silos.ConnectionString, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");

    /// <summary>Rows of each sort that hold something of the person.</summary>
    private async Task<long[]> PartsOf(string person) =>
    [
        .. (await Sql.Column(
            _silos.ConnectionString,
            """
            SELECT count(*) FROM candidates WHERE jobvite_id = @id
            UNION ALL SELECT count(*) FROM applications WHERE candidate_id = @id
            UNION ALL SELECT count(*) FROM candidate_documents WHERE candidate_id = @id
            """,
            ("id", person))).Cast<long>(),
    ];
}
