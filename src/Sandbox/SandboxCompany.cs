using Microsoft.Extensions.Logging.Abstractions;

namespace Jobvite.Sandbox;

/// <summary>Everything that one running sandbox knows; two sandboxes in one process share nothing.</summary>
internal sealed class SandboxCompany : IAsyncDisposable
{
    private readonly SandboxOptions _options;

    public SandboxCompany(SandboxOptions options)
    {
        options.Validate();
        _options = options;
        Quirks = options.Quirks;
        Permissions = options.Permissions;
        Limits = options.Limits;
        Latency = options.Latency;
        var log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Jobvite.Sandbox");
        World = new SandboxWorld(options);
        CandidateLists = new CandidateLists(World.People);
        Keys = new CompanyKeys(options);
        Faults = new FaultBoard(options.Seed);
        Requests = new RequestCounter(options.TimeProvider);
        Windows = new RequestWindows(options.TimeProvider);
        Outbox = new WebhookOutbox(options, Keys, log);
        Announcer = new WebhookAnnouncer(Outbox, () => Quirks, () => BaseAddress);
        Ticker = new Ticker(this);
        World.Announced += Announcer.Announce;
    }

    public TimeProvider Time => _options.TimeProvider;

    public SandboxOptions Options => _options;

    public SandboxWorld World { get; }

    public CandidateLists CandidateLists { get; }

    public BufferShelf Buffers { get; } = new();

    public CompanyKeys Keys { get; }

    public FaultBoard Faults { get; }

    public RequestCounter Requests { get; }

    public RequestWindows Windows { get; }

    public WebhookOutbox Outbox { get; }

    public WebhookAnnouncer Announcer { get; }

    public Ticker Ticker { get; }

    /// <summary>Known once the server listens.</summary>
    public Uri BaseAddress { get; set; } = new("http://localhost");

    public SandboxQuirks Quirks { get; set; }

    public SandboxPermissions Permissions { get; set; }

    public SandboxLimits Limits { get; set; }

    public TimeSpan Latency { get; set; }

    public void Start()
    {
        Outbox.Start();
        Ticker.Start(_options.ChangesPerMinute);
    }

    public async ValueTask DisposeAsync()
    {
        await Ticker.DisposeAsync();
        await Outbox.DisposeAsync();
        Keys.Dispose();
    }
}
