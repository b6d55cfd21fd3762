namespace Jobvite.Sandbox;

/// <summary>
/// One company's account at the sandbox: its credentials, records, habits, limits and counters. What happens to one account
/// does not show at another.
/// </summary>
public sealed class SandboxAccount
{
    private readonly SandboxCompany _company;

    internal SandboxAccount(SandboxCompany company) => _company = company;

    public string CompanyId => _company.Options.CompanyId;

    /// <summary>What a customer needs to connect.</summary>
    public SandboxCredentials Credentials => _company.Keys.Credentials;

    /// <summary>The records, to look at and to change.</summary>
    public SandboxWorld World => _company.World;

    /// <summary>
    /// Every record as Jobvite would answer it now, as one JSON object: <c>jobs</c>, <c>unlistedJobs</c> (ids of those that lists leave
    /// out), <c>candidates</c> (one entry for each application), <c>artifacts</c> by candidate, <c>processes</c>, <c>tasks</c>.
    /// </summary>
    public string WriteRecords() => SandboxRecords.Write(_company);

    /// <summary>The habits of the answers from now on.</summary>
    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public SandboxQuirks Quirks
    {
        get => _company.Quirks;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            _company.Quirks = value;
        }
    }

    /// <summary>What the API key may do from now on.</summary>
    public SandboxPermissions Permissions
    {
        get => _company.Permissions;
        set => _company.Permissions = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The request limits from now on; requests made before count.</summary>
    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public SandboxLimits Limits
    {
        get => _company.Limits;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            _company.Limits = value;
        }
    }

    /// <summary>How long each API request waits from now on, 0 to one hour.</summary>
    public TimeSpan Latency
    {
        get => _company.Latency;
        set
        {
            SandboxOptions.InRange(value.TotalSeconds, 0, 3600, nameof(Latency));
            _company.Latency = value;
        }
    }

    /// <summary>API requests since the start or the last reset.</summary>
    public RequestCounts Requests => _company.Requests.Counts();

    public WebhookCounts Webhooks => _company.Outbox.Counts;

    /// <summary>Does what Jobvite's support does: sets the key (PEM) that onboarding answers are wrapped for.</summary>
    /// <exception cref="ArgumentException">Not a PEM key, or shorter than 2048 bits.</exception>
    public void RegisterTenantPublicKey(string pem) => _company.Keys.Register(pem);

    /// <summary>Sets where webhooks go from now on; null sends none of that sort.</summary>
    public void SendWebhooksTo(Uri? candidateUrl, Uri? jobUrl, Uri? onboardingUrl) =>
        _company.Outbox.Targets = new WebhookTargets(candidateUrl, jobUrl, onboardingUrl);

    /// <summary>
    /// Queues a webhook with a body of the caller's making. A null signature stands for the right one; anything else is sent as it is.
    /// </summary>
    public void SendWebhook(Uri target, byte[] body, string? signature = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(body);
        _company.Outbox.Post(new WebhookMessage(target, body, signature), mischief: false);
    }

    /// <summary>Makes something go wrong with the requests to come; several faults add up.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Inject(SandboxFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _company.Faults.Add(fault);
    }

    /// <summary>
    /// From now on so many records change by themselves every minute, 0 to 6,000. For a start without
    /// <see cref="SandboxOptions.ChangesPerMinute"/>; call it once.
    /// </summary>
    public void ChangeByItself(double changesPerMinute)
    {
        SandboxOptions.InRange(changesPerMinute, 0, 6000, nameof(changesPerMinute));
        _company.Ticker.Start(changesPerMinute);
    }

    public void ClearFaults() => _company.Faults.Clear();

    public void ResetRequestCounts() => _company.Requests.Reset();
}

/// <summary>What a customer would be told by Jobvite's support: everything needed to connect to the sandbox.</summary>
public sealed record SandboxCredentials
{
    public required string CompanyId { get; init; }

    public required string ApiKey { get; init; }

    public required string ApiSecret { get; init; }

    public required string WebhookSigningKey { get; init; }

    public required string ServiceAccountUsername { get; init; }

    public required string ServiceAccountPassword { get; init; }

    /// <summary>PEM, SubjectPublicKeyInfo: the key that onboarding requests are wrapped for.</summary>
    public required string JobvitePublicKeyPem { get; init; }

    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() => $"credentials of '{CompanyId}'";
}
