using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Jobvite.Silo.Startup;

namespace Jobvite.Standalone.Demo;

/// <summary>Connects the demonstration company to the stand-in, as a customer would, and follows its first runs.</summary>
internal sealed class Demonstration(SandboxServer sandbox, IGrainFactory grains)
{
    /// <summary>The tenant that the demonstration company belongs to.</summary>
    public const string TenantId = "demo";

    private static readonly Caller Us = new(TenantId, "standalone");

    public SandboxServer Sandbox => sandbox;

    private readonly ITenantDirectoryGrain _directory = grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(TenantId).ToString());
    private readonly CompanyKey _company = CompanyKey.Of(sandbox.Credentials.CompanyId);

    private ITenantGrain Tenant => grains.GetGrain<ITenantGrain>(_company.ToString());

    /// <summary>Whether an earlier start connected the demonstration company.</summary>
    public static async Task<bool> IsConnected(IGrainFactory grains) =>
        await grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(TenantId).ToString()).GetCompany() is not null;

    /// <summary>Connects the company unless it is connected already with these very credentials.</summary>
    /// <returns>True when it was not connected before.</returns>
    /// <exception cref="StartupException">It cannot be connected; the message says why.</exception>
    public async Task<bool> Connect(CancellationToken cancellationToken)
    {
        var known = await Tenant.GetConfiguration(Us);
        if (known is not null && IsOfThisSandbox(known))
        {
            Register(known.OurPublicRsaKey);
            return false;
        }

        var result = await _directory.Configure(Command(isNew: known is null), Us, cancellationToken);
        while (result.Outcome == ConfigureOutcome.Deleting)
        {
            // An earlier start was told to delete everything and ended before that was done.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            result = await _directory.Configure(Command(isNew: true), Us, cancellationToken);
        }

        if (result.Outcome != ConfigureOutcome.Saved)
        {
            var reasons = result.FieldErrors.Select(field => $"{field.Key}: {field.Value}").Prepend(result.Details).Prepend(result.Error);
            throw new StartupException(
                $"The demonstration company cannot be connected ({result.Outcome}). {string.Join(' ', reasons.Where(reason => reason is not null))} Set {DataDirectory.Variable} to a new directory to start afresh.");
        }

        Register(result.OurPublicRsaKey);
        return known is null;
    }

    /// <summary>Tells the stand-in where this process takes webhooks.</summary>
    public void SendWebhooksTo(Uri ownUrl)
    {
        var inbox = new Uri(ownUrl, $"/webhooks/jobvite/{_company.CompanyId}/");
        sandbox.SendWebhooksTo(new Uri(inbox, "candidate"), new Uri(inbox, "job"), new Uri(inbox, "onboarding"));
    }

    /// <summary>Starts a full run of every kind that never ran. Those that did are left to their schedule.</summary>
    /// <returns>The runs that are under way now, also those that an earlier stop interrupted.</returns>
    public async Task<IReadOnlyList<SyncRun>> StartFirstRuns(CancellationToken cancellationToken)
    {
        var runs = new List<SyncRun>();
        foreach (var schedule in (await Diagnose(cancellationToken)).Schedules.Where(schedule => schedule.Enabled))
        {
            if (schedule.LastRun is null)
            {
                var started = await Tenant.StartSync(schedule.Kind, new SyncRequest(SyncMode.Full), Us, cancellationToken);
                runs.Add(started.Run ?? throw new StartupException($"The first sync of {schedule.Kind} could not be started: {started.Outcome}."));
            }
            else if (!schedule.LastRun.IsEnded)
            {
                runs.Add(schedule.LastRun);
            }
        }

        return runs;
    }

    /// <summary>The run as it stands now.</summary>
    public async Task<SyncRun> Read(SyncRun run, CancellationToken cancellationToken) =>
        await grains.GetGrain<IRecordReaderGrain>(_company.ToString()).GetRun(run.RunId, cancellationToken) ?? run;

    /// <summary>How much is stored.</summary>
    public async Task<RecordCounts> Count(CancellationToken cancellationToken) => (await Diagnose(cancellationToken)).Counts;

    private async Task<SyncDiagnostics> Diagnose(CancellationToken cancellationToken) =>
        await Tenant.GetDiagnostics(Us, cancellationToken)
        ?? throw new StartupException($"The company {_company.CompanyId} of this data directory belongs to somebody else. Set {DataDirectory.Variable} to another directory.");

    /// <summary>Another seed makes other credentials; then the stored ones are replaced.</summary>
    private bool IsOfThisSandbox(CompanyConfiguration known) =>
        known.JobvitePublicRsaKey?.Trim() == sandbox.Credentials.JobvitePublicKeyPem.Trim()
        && known.MaskedApiKey.StartsWith(sandbox.Credentials.ApiKey[..4], StringComparison.Ordinal)
        && known.OurPublicRsaKey is not null;

    private void Register(string? ourPublicKey)
    {
        if (ourPublicKey is not null)
        {
            sandbox.RegisterTenantPublicKey(ourPublicKey);
        }
    }

    private ConfigureCompany Command(bool isNew) => new()
    {
        CompanyId = sandbox.Credentials.CompanyId,
        Environment = JobviteEnvironment.Stage,
        ApiKey = sandbox.Credentials.ApiKey,
        ApiSecret = sandbox.Credentials.ApiSecret,
        AuthScheme = JobviteAuthScheme.Hmac,
        WebhookSigningKey = sandbox.Credentials.WebhookSigningKey,
        ServiceAccountUsername = sandbox.Credentials.ServiceAccountUsername,
        ServiceAccountPassword = sandbox.Credentials.ServiceAccountPassword,
        JobvitePublicRsaKey = sandbox.Credentials.JobvitePublicKeyPem,
        SyncConfig = isNew ? new SyncSettingsPatch { SyncOnboarding = true, IntervalMinutes = 15 } : null,
    };
}
