using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Jobvite.Sandbox;

/// <summary>
/// A stand-in for Jobvite that listens on its own port: the v2 and onboarding APIs, a webhook sender, and an admin API under
/// <c>/admin</c>. Any number of them run side by side in one process, and each plays any number of companies: whoever is content
/// with one uses the members of this class, which are those of <see cref="First"/>.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CompanyDirectory _companies;
    private readonly MemoryServer? _memory;
    private int _disposed;

    private SandboxServer(WebApplication app, CompanyDirectory companies, MemoryServer? memory)
    {
        _app = app;
        _companies = companies;
        _memory = memory;
    }

    /// <summary>The company that exists from the start.</summary>
    public SandboxAccount First => _companies.First.Account;

    /// <summary>All companies, the first one first.</summary>
    public IReadOnlyList<SandboxAccount> Companies => [.. _companies.All.Select(static company => company.Account)];

    /// <summary>For example <c>http://127.0.0.1:5090/</c>.</summary>
    public Uri BaseAddress => _companies.Shared.BaseAddress;

    /// <summary>For example <c>http://127.0.0.1:5090/api/v2</c>, without a slash at the end.</summary>
    public Uri V2BaseUrl => new(BaseAddress, "/api/v2");

    /// <summary>Where <c>/process</c>, <c>/task</c> and <c>/milestone</c> are, without a slash at the end.</summary>
    public Uri OnboardingBaseUrl => new(BaseAddress, "/api/v2");

    /// <summary>What a customer needs to connect.</summary>
    public SandboxCredentials Credentials => First.Credentials;

    /// <summary>The records, to look at and to change.</summary>
    public SandboxWorld World => First.World;

    /// <summary>The habits of the answers from now on.</summary>
    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public SandboxQuirks Quirks
    {
        get => First.Quirks;
        set => First.Quirks = value;
    }

    /// <summary>What the API key may do from now on.</summary>
    public SandboxPermissions Permissions
    {
        get => First.Permissions;
        set => First.Permissions = value;
    }

    /// <summary>The request limits from now on; requests made before count.</summary>
    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public SandboxLimits Limits
    {
        get => First.Limits;
        set => First.Limits = value;
    }

    /// <summary>How long each API request waits from now on, 0 to one hour.</summary>
    public TimeSpan Latency
    {
        get => First.Latency;
        set => First.Latency = value;
    }

    /// <summary>API requests since the start or the last reset.</summary>
    public RequestCounts Requests => First.Requests;

    public WebhookCounts Webhooks => First.Webhooks;

    /// <summary>Starts listening.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(options, memory: null, cancellationToken);

    /// <summary>
    /// Starts without a network: requests come through <see cref="CreateHandler"/>, whatever host they name, and are answered on their
    /// own thread.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static Task<SandboxServer> StartInMemoryAsync(SandboxOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(options, new MemoryServer(), cancellationToken);

    /// <summary>Carries requests to a sandbox that was started in memory.</summary>
    /// <exception cref="InvalidOperationException">This one listens on a port.</exception>
    public HttpMessageHandler CreateHandler() =>
        _memory?.CreateHandler() ?? throw new InvalidOperationException("This sandbox listens on a port. Start it in memory to call it without one.");

    private static async Task<SandboxServer> StartAsync(SandboxOptions options, MemoryServer? memory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var companies = new CompanyDirectory(options);
        WebApplication? app = null;
        try
        {
            app = SandboxHost.Build(companies, memory);
            await app.StartAsync(cancellationToken);
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
            companies.Shared.BaseAddress = new Uri(addresses?.First() ?? "http://127.0.0.1:9/");
            companies.All.ForEach(static company => company.Start());
            return new SandboxServer(app, companies, memory);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await companies.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Plays one more company, with records, credentials and habits of its own. <see cref="SandboxOptions.Urls"/>,
    /// <see cref="SandboxOptions.Companies"/>, <see cref="SandboxOptions.LoggerFactory"/> and
    /// <see cref="SandboxOptions.RsaPrivateKeyPem"/> are the server's and are not looked at.
    /// </summary>
    /// <exception cref="ArgumentException">A value is out of its range, or another company has the same id, API key or service account.</exception>
    public SandboxAccount AddCompany(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var company = _companies.Add(options);
        company.Start();
        return company.Account;
    }

    /// <exception cref="KeyNotFoundException">This sandbox plays no such company.</exception>
    public SandboxAccount Company(string companyId) =>
        _companies.Find(companyId)?.Account ?? throw new KeyNotFoundException($"This sandbox plays no company '{companyId}'.");

    /// <summary>Does what Jobvite's support does: sets the key (PEM) that onboarding answers are wrapped for.</summary>
    /// <exception cref="ArgumentException">Not a PEM key, or shorter than 2048 bits.</exception>
    public void RegisterTenantPublicKey(string pem) => First.RegisterTenantPublicKey(pem);

    /// <summary>Sets where webhooks go from now on; null sends none of that sort.</summary>
    public void SendWebhooksTo(Uri? candidateUrl, Uri? jobUrl, Uri? onboardingUrl) =>
        First.SendWebhooksTo(candidateUrl, jobUrl, onboardingUrl);

    /// <summary>
    /// Queues a webhook with a body of the caller's making. A null signature stands for the right one; anything else is sent as it is.
    /// </summary>
    public void SendWebhook(Uri target, byte[] body, string? signature = null) =>
        First.SendWebhook(target, body, signature);

    /// <summary>Makes something go wrong with the requests to come; several faults add up.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Inject(SandboxFault fault) => First.Inject(fault);

    /// <summary>
    /// From now on so many records change by themselves every minute, 0 to 6,000. For a start without
    /// <see cref="SandboxOptions.ChangesPerMinute"/>; call it once.
    /// </summary>
    public void ChangeByItself(double changesPerMinute) => First.ChangeByItself(changesPerMinute);

    public void ClearFaults() => First.ClearFaults();

    public void ResetRequestCounts() => First.ResetRequestCounts();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _app.DisposeAsync();
            await _companies.DisposeAsync();
        }
    }
}
