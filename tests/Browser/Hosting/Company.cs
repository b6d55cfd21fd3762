using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Browser.Tests;

/// <summary>A tenant with a company of its own at the stand-in, connected and read once.</summary>
internal sealed class Company(IGrainFactory grains, string tenantId, string companyId)
{
    private readonly Caller _caller = new(tenantId, "test");

    public string TenantId => tenantId;

    public string CompanyId => companyId;

    public ITenantDirectoryGrain Directory => grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(tenantId).ToString());

    public ITenantGrain Grain => grains.GetGrain<ITenantGrain>(CompanyKey.Of(companyId).ToString());

    public IRecordReaderGrain Records => grains.GetGrain<IRecordReaderGrain>(CompanyKey.Of(companyId).ToString());

    public IWebhookEndpointsGrain Endpoints => grains.GetGrain<IWebhookEndpointsGrain>(CompanyKey.Of(companyId).ToString());

    public static async Task<Company> Connect(IGrainFactory grains, SandboxCredentials credentials, string name)
    {
        var company = new Company(grains, $"tenant-{name}", $"company-{name}");
        var result = await grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(company.TenantId).ToString()).Configure(
            new()
            {
                CompanyId = company.CompanyId,
                Environment = JobviteEnvironment.Stage,
                ApiKey = credentials.ApiKey,
                ApiSecret = credentials.ApiSecret,
                WebhookSigningKey = credentials.WebhookSigningKey,
                ServiceAccountUsername = credentials.ServiceAccountUsername,
                ServiceAccountPassword = credentials.ServiceAccountPassword,
                JobvitePublicRsaKey = credentials.JobvitePublicKeyPem,
                SyncConfig = QuietSchedule.For(company.CompanyId, new() { SyncOnboarding = true }),
            },
            company._caller);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        return company;
    }

    /// <summary>Reads everything, and waits for it.</summary>
    public async Task<Company> Read(params SyncKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            var started = await Grain.StartSync(kind, new(SyncMode.Full), _caller);
            await Until(async () => (await Run(started.Run!.RunId))!.IsEnded);
        }

        return this;
    }

    public Task<SyncRun?> Run(Guid id) => grains.GetGrain<IRecordReaderGrain>(CompanyKey.Of(companyId).ToString()).GetRun(id);

    /// <summary>Awaits a condition, at most half a minute.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }
}
