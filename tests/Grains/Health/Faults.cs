using System.Text;
using System.Text.Json;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Microsoft.Data.Sqlite;

namespace Jobvite.Grains.Tests.Health;

/// <summary>A fault, what meets it, and what the health must say of it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Subject">Of the incident.</param>
/// <param name="Cause">Part of its cause.</param>
/// <param name="Happen">Injects it and lets ordinary traffic meet it.</param>
/// <param name="End">Takes it away and lets ordinary traffic find that out.</param>
internal sealed record Fault(string Name, string Subject, string Cause, Func<FaultyCompany, Task> Happen, Func<FaultyCompany, Task> End)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        Answers("candidate requests are answered 500", SyncKind.Candidates, "status 500", new(FaultKind.Status) { StatusCode = 500 }),
        Answers("job requests are answered 503 with a maintenance page", SyncKind.Jobs, "status 503", new(FaultKind.HtmlPage) { StatusCode = 503 }),
        Answers("candidate requests are answered 200 with a web page", SyncKind.Candidates, "a web page", new(FaultKind.HtmlPage)),
        Answers("job requests are answered 401", SyncKind.Jobs, "refused", new(FaultKind.Status) { StatusCode = 401 }),
        Answers("candidate requests are answered 403", SyncKind.Candidates, "refused", new(FaultKind.Status) { StatusCode = 403 }),
        Answers("the key is called invalid with status 200", SyncKind.Jobs, "refused", new(FaultKind.InvalidKeySecret)),
        Answers("job requests are sent to a login", SyncKind.Jobs, "login", new(FaultKind.LoginRedirect)),
        Answers("candidate answers are cut off", SyncKind.Candidates, "cut off", new(FaultKind.TruncatedJson)),
        Answers("job answers are empty", SyncKind.Jobs, "empty", new(FaultKind.EmptyBody)),
        Answers("candidate answers come too late", SyncKind.Candidates, "answer", new(FaultKind.Latency) { Delay = TimeSpan.FromSeconds(3) }),
        Answers("connections break without an answer", SyncKind.Jobs, "connection", new(FaultKind.DroppedConnection)),
        Answers("connections break in the middle of an answer", SyncKind.Candidates, "", new(FaultKind.DroppedMidBody)),
        Answers("onboarding is answered 500", SyncKind.Onboarding, "status 500", new(FaultKind.Status) { StatusCode = 500 }),
        new("candidate lists are answered 404", "run:candidates", "", company => company.Meet(SyncKind.Candidates, new(FaultKind.Status) { StatusCode = 404 }), company => company.Repair(SyncKind.Candidates)),
        new("a storm of 429", "budget:blocked", "No request to Jobvite before", company => company.Meet(SyncKind.Jobs, new(FaultKind.Status) { StatusCode = 429, RetryAfterSeconds = 8 }), company => company.Repair(SyncKind.Jobs)),
        new("a record that cannot be read", "run:candidates", "a record without a readable id", company => company.Meet(SyncKind.Candidates, new(FaultKind.MalformedRecord)), company => company.Repair(SyncKind.Candidates)),
        new("webhooks have the wrong signature", "webhooks:rejecting", "do not match", company => company.Receive(3, _ => "d3Jvbmc="), company => company.Receive(1, company.Sign)),
        new("webhooks have no signature", "webhooks:rejecting", "are missing", company => company.Receive(4, _ => null), company => company.Receive(1, company.Sign)),
        new("the signing key is missing", "webhooks:no-key", "no signing key", company => company.Receive(1, company.Sign), company => company.SetSigningKey()) { WithoutSigningKey = true },
        new("webhooks die", "webhooks:dead", "given up", company => company.Die(), company => company.Replay()),
        new("most candidates are gone from the list", "run:candidates", "looks like a fault", company => company.Lose(), company => company.Repair(SyncKind.Candidates)),
        new("the schedule does not start a kind", "schedule:candidates", "was due and has not started", company => company.ForgetSchedule(), company => company.Repair(SyncKind.Candidates)),
        new("the key ring cannot be read, says a run", "run:jobs", "cannot be opened", company => company.LoseKeys(company.Meet), company => company.FindKeys()),
        new("the key ring cannot be read, says a webhook", "webhooks:unavailable", "cannot be read", company => company.LoseKeys(() => company.Receive(1, company.Sign)), company => company.FindKeys()),
        new("the database takes no writes", "service:database", "takes no writes", company => company.LockDatabase(), company => company.UnlockDatabase()),
    ];

    public bool WithoutSigningKey { get; init; }

    private static Fault Answers(string name, SyncKind kind, string cause, SandboxFault fault) =>
        new(name, $"endpoint:{(kind == SyncKind.Onboarding ? "onboarding" : kind.ToString().ToLowerInvariant()[..^1])}", cause, company => company.Meet(kind, fault), company => company.Repair(kind));
}

/// <summary>A company that a fault happens to.</summary>
internal sealed class FaultyCompany(TestCompany company, FaultCluster cluster) : IAsyncDisposable
{
    private readonly List<Guid> _runs = [];
    private SqliteConnection? _lock;
    private SqliteTransaction? _transaction;

    public TestCompany Company => company;

    public string? Sign(byte[] body) => WebhookSignature.Compute(body, company.Sandbox.Credentials.WebhookSigningKey);

    public Task Meet() => Start(SyncKind.Jobs);

    public Task Meet(SyncKind kind, SandboxFault fault)
    {
        company.Sandbox.Inject(fault with
        {
            Endpoint = kind switch { SyncKind.Jobs => SandboxEndpoint.Job, SyncKind.Candidates => SandboxEndpoint.Candidate, _ => SandboxEndpoint.Process },
        });
        return Start(kind);
    }

    /// <summary>The fault is over; whoever waited for it is cancelled, and a person starts a run.</summary>
    public async Task Repair(SyncKind kind)
    {
        company.Sandbox.ClearFaults();
        foreach (var run in _runs)
        {
            await company.Tenant.CancelRun(run, company.Caller);
            await company.End(run);
        }

        await company.Sync(kind, SyncMode.Full);
    }

    public async Task Receive(int times, Func<byte[], string?> sign)
    {
        for (var time = 0; time < times; time++)
        {
            var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { eventType = "workflowUpdate", candidateId = company.Sandbox.World.CandidateIds[time] }));
            await company.Inbox.Receive(WebhookSource.Candidate, body, sign(body));
        }
    }

    public async Task SetSigningKey()
    {
        Assert.Equal(ConfigureOutcome.Saved, (await company.Configure()).Outcome);
        await Receive(1, Sign);
    }

    public Task Die()
    {
        company.Sandbox.Inject(new SandboxFault(FaultKind.Status) { Endpoint = SandboxEndpoint.Candidate, StatusCode = 400 });
        return Receive(2, Sign);
    }

    public async Task Replay()
    {
        company.Sandbox.ClearFaults();
        await company.Tenant.ReplayWebhooks(new WebhookFilter { Status = WebhookStatus.Dead }, company.Caller);
    }

    public async Task Lose()
    {
        foreach (var id in company.Sandbox.World.CandidateIds.Take(25).ToList())
        {
            company.Sandbox.World.DeleteCandidate(id);
        }

        await company.Sync(SyncKind.Candidates, SyncMode.Full);
    }

    /// <summary>As if nothing had run for three hours, or ten intervals.</summary>
    public async Task ForgetSchedule()
    {
        await using var other = Open();
        var past = (long)TimeSpan.FromDays(100).TotalMilliseconds;
        await using var command = other.CreateCommand();
        command.CommandText = $"""
            UPDATE sync_runs SET started_at = started_at - {past}, finished_at = finished_at - {past} WHERE company_id = '{company.CompanyId}' AND kind = 2;
            UPDATE company_health SET version_since = version_since - {past} WHERE company_id = '{company.CompanyId}'
            """;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task LoseKeys(Func<Task> meet)
    {
        cluster.Ring.IsUnreadable = true;

        // Whoever knows the keys already forgets them, as a restarted silo does.
        Assert.Equal(ConfigureOutcome.Saved, (await company.Directory.Configure(new ConfigureCompany { SyncConfig = new SyncSettingsPatch { FullSyncHours = 23 } }, company.Caller)).Outcome);
        await meet();
    }

    public async Task FindKeys()
    {
        cluster.Ring.IsUnreadable = false;
        await Repair(SyncKind.Jobs);
        await Receive(1, Sign);
    }

    public async Task LockDatabase()
    {
        _lock = Open();
        _transaction = _lock.BeginTransaction(deferred: false);
        await Receive(1, Sign);
    }

    public async Task UnlockDatabase()
    {
        await _transaction!.DisposeAsync();
        await _lock!.DisposeAsync();
        await Receive(1, Sign);
    }

    public async ValueTask DisposeAsync()
    {
        cluster.Ring.IsUnreadable = false;
        _transaction?.Dispose();
        _lock?.Dispose();
        await company.DisposeAsync();
    }

    private async Task Start(SyncKind kind)
    {
        var started = await company.Tenant.StartSync(kind, new SyncRequest(SyncMode.Full), company.Caller);
        _runs.Add(started.Run!.RunId);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={cluster.DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
