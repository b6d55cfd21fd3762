using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>A tenant, its company, and the sandbox that plays Jobvite for it.</summary>
internal sealed class TestCompany(IGrainFactory grains, SandboxServer sandbox, string companyId) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public SandboxServer Sandbox { get; } = sandbox;

    public string CompanyId { get; } = companyId;

    public Caller Caller { get; } = new("tenant-of-" + companyId, "tester");

    public ITenantDirectoryGrain Directory => grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(Caller.TenantId).ToString());

    public ITenantGrain Tenant => grains.GetGrain<ITenantGrain>(CompanyKey.Of(CompanyId).ToString());

    public IRecordReaderGrain Records => grains.GetGrain<IRecordReaderGrain>(CompanyKey.Of(CompanyId).ToString());

    public IWebhookInboxGrain Inbox => grains.GetGrain<IWebhookInboxGrain>(CompanyKey.Of(CompanyId).ToString());

    public ConfigureCompany Command(SyncSettingsPatch? settings = null) => new()
    {
        CompanyId = CompanyId,
        Environment = JobviteEnvironment.Stage,
        ApiKey = Sandbox.Credentials.ApiKey,
        ApiSecret = Sandbox.Credentials.ApiSecret,
        WebhookSigningKey = Sandbox.Credentials.WebhookSigningKey,
        JobvitePublicRsaKey = Sandbox.Credentials.JobvitePublicKeyPem,
        SyncConfig = QuietSchedule.For(CompanyId, settings),
    };

    public Task<ConfigureResult> Configure(SyncSettingsPatch? settings = null) => Directory.Configure(Command(settings), Caller);

    /// <summary>Starts a run and waits for its end.</summary>
    public async Task<SyncRun> Sync(SyncKind kind, SyncMode? mode = null, int? limit = null)
    {
        var start = await Tenant.StartSync(kind, new SyncRequest(mode, limit), Caller);
        Assert.NotNull(start.Run);
        return await End(start.Run.RunId);
    }

    public async Task<SyncRun> End(Guid runId)
    {
        SyncRun? run = null;
        await Until(async () => (run = await Records.GetRun(runId)) is { IsEnded: true });
        return run!;
    }

    /// <summary>Waits for a condition, with a deadline.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
