namespace Jobvite.Sandbox;

/// <summary>Everything about one company that a sandbox plays; two companies share no state that a caller could see.</summary>
internal sealed class SandboxCompany : IAsyncDisposable
{
    private readonly SandboxOptions _options;

    public SandboxCompany(SandboxOptions options, SharedMeans shared)
    {
        _options = options;
        Shared = shared;
        Quirks = options.Quirks;
        Permissions = options.Permissions;
        Limits = options.Limits;
        Latency = options.Latency;
        World = new SandboxWorld(options);
        CandidateLists = new CandidateLists(World);
        WrittenRecords = new WrittenRecords(World, shared.RecordRoom);
        Keys = new CompanyKeys(options, shared);
        Faults = new FaultBoard(options.Seed);
        Requests = new RequestCounter(options.TimeProvider);
        Windows = new RequestWindows(options.TimeProvider);
        Outbox = new WebhookOutbox(options, Keys, shared);
        Announcer = new WebhookAnnouncer(Outbox, () => Quirks, () => shared.BaseAddress);
        Ticker = new Ticker(this);
        World.Announced += Announcer.Announce;
        Account = new SandboxAccount(this);
    }

    public TimeProvider Time => _options.TimeProvider;

    public SandboxOptions Options => _options;

    public SharedMeans Shared { get; }

    public SandboxAccount Account { get; }

    public SandboxWorld World { get; }

    public CandidateLists CandidateLists { get; }

    public WrittenRecords WrittenRecords { get; }

    public CompanyKeys Keys { get; }

    public FaultBoard Faults { get; }

    public RequestCounter Requests { get; }

    public RequestWindows Windows { get; }

    public WebhookOutbox Outbox { get; }

    public WebhookAnnouncer Announcer { get; }

    public Ticker Ticker { get; }

    public SandboxQuirks Quirks { get; set; }

    public SandboxPermissions Permissions { get; set; }

    public SandboxLimits Limits { get; set; }

    public TimeSpan Latency { get; set; }

    public void Start() => Ticker.Start(_options.ChangesPerMinute);

    public async ValueTask DisposeAsync()
    {
        await Ticker.DisposeAsync();
        await Outbox.DisposeAsync();
        Keys.Dispose();
    }
}
