using System.Collections.ObjectModel;
using System.Security.Cryptography;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Sandbox;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>
/// Silos and front ends as processes, on a PostgreSQL server of their own, with connected companies: some of Jobvite's staging, some of its
/// production system, each of which a sandbox plays. Everything is set as in production but the request budget.
/// </summary>
public class LocalCluster : IAsyncLifetime
{
    /// <summary>As long as a busy machine with two cores may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>How fast the sandboxes answer unless a test slows them.</summary>
    internal static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(100);

    private const string TokenKey = "3f1d7c5b9a80e2644d6bb1f0c7a95e3812d4f6a8b0c2e4f61738495a6b7c8d9e";

    private readonly Dictionary<string, string> _settings = [];
    private readonly List<SandboxServer> _sandboxes = [];

    protected LocalCluster(int silos, int fronts)
    {
        Silos = [.. Enumerable.Range(0, silos).Select(i => new Silo(ports => ChildProcess.Start("Jobvite.Silo", new Dictionary<string, string>(_settings)
        {
            ["ConnectionStrings__Jobvite"] = ConnectionOf(i, _settings["ConnectionStrings__Jobvite"]),
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{ports.Http}",
            ["Orleans__SiloPort"] = $"{ports.Port}",
            ["Orleans__GatewayPort"] = $"{ports.Gateway}",
        }.Concat(SettingsOf(i)).ToDictionary())))];
        Fronts = [.. Enumerable.Range(0, fronts).Select(_ => new Front(url => ChildProcess.Start("Jobvite.WebFrontend", new Dictionary<string, string>(_settings)
        {
            ["ASPNETCORE_URLS"] = url.ToString(),
            ["Frontend__RequestsPerSecond"] = "100000",
            ["Frontend__RequestBurst"] = "100000",
        })))];
        LoadBalancer = new(Fronts);
    }

    public LocalCluster()
        : this(silos: 3, fronts: 2)
    {
    }

    internal PostgresServer Postgres { get; } = new();

    /// <summary>Of the tests' own connections.</summary>
    internal string ConnectionString { get; private set; } = "";

    /// <summary>What the processes add to it.</summary>
    protected virtual string ConnectionSettings => "";

    /// <summary>What one silo has that the others do not.</summary>
    protected virtual IReadOnlyDictionary<string, string> SettingsOf(int silo) => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How a silo reaches the database.</summary>
    protected virtual string ConnectionOf(int silo, string connectionString) => connectionString;

    internal Silo[] Silos { get; }

    internal Front[] Fronts { get; }

    internal LoadBalancer LoadBalancer { get; }

    /// <summary>Which grain lives where.</summary>
    internal Placement Placement { get; private set; } = null!;

    /// <summary>Those that sync and send webhooks.</summary>
    internal Company[] Companies { get; private set; } = [];

    /// <summary>Those that only ask for their records.</summary>
    internal Company[] Readers { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        await Postgres.InitializeAsync();
        ConnectionString = await Postgres.CreateDatabase();
        var (stage, prod) = (await StartSandbox(seed: 1), await StartSandbox(seed: 2));
        _settings["ConnectionStrings__Jobvite"] = ConnectionString + ConnectionSettings;
        _settings["Logging__Console__FormatterName"] = "simple";
        _settings["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ";
        _settings["Orleans__AdvertisedAddress"] = "127.0.0.1";
        _settings["Orleans__AllowPlainText"] = "true";
        _settings["JWT_SECRET_KEY"] = TokenKey;
        _settings["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _settings["JOBVITE_V2_BASE_URL_STAGE"] = stage.V2BaseUrl.ToString();
        _settings["JOBVITE_V2_BASE_URL_PROD"] = prod.V2BaseUrl.ToString();
        _settings["Jobvite__RequestBudget__PerMinute"] = "6000";
        _settings["Jobvite__RequestBudget__PerHour"] = "100000";
        Array.ForEach(Fronts, front => front.Start());
        await AllUp();

        // Two companies of the same sandbox see the same people; each announces changes of its own half.
        Companies =
        [
            new Company(this, "first-company", stage, "Stage", TokenKey, half: 0),
            new Company(this, "second-company", prod, "Production", TokenKey, half: 0),
            new Company(this, "third-company", stage, "Stage", TokenKey, half: 1),
        ];
        Readers = [.. Enumerable.Range(1, 6).Select(i => new Company(this, $"reader-{i}", prod, "Production", TokenKey, half: 1))];
        foreach (var company in Companies.Concat(Readers))
        {
            await company.Connect();
        }

        Placement = await Placement.Of(this);
    }

    /// <summary>Starts the silos that do not run and waits until everything is ready.</summary>
    internal async Task AllUp()
    {
        foreach (var silo in Silos.Where(silo => !silo.Runs))
        {
            silo.Start();
        }

        foreach (var silo in Silos)
        {
            await Ready(silo.HealthUrl, () => silo.Output);
        }

        foreach (var front in Fronts)
        {
            await Ready(front.Url, () => front.Output);
        }
    }

    /// <summary>Waits until a process says that it is ready.</summary>
    internal static async Task Ready(Uri url, Func<string> log)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(10) };
        await Wait.Until(Patience, () => IsReady(http), () => $"{url} is not ready.\n{log()}");
    }

    /// <summary>Whether the cluster has declared the silo dead that was last started on these ports.</summary>
    internal async Task<bool> IsDead(Silo silo) => await Sql.Scalar<int>(
        ConnectionString, "SELECT status FROM orleans_silos WHERE port = @port ORDER BY generation DESC LIMIT 1", ("port", silo.Port)) == 6;

    /// <summary>How long every answer of Jobvite takes from now on.</summary>
    internal void Slow(TimeSpan latency) => _sandboxes.ForEach(sandbox => sandbox.Latency = latency);

    /// <summary>What every process said, for a failed test.</summary>
    internal string Logs() => string.Join("\n----\n", Silos.Select(silo => silo.Output).Concat(Fronts.Select(front => front.Output)).Select(Tail));

    public virtual async ValueTask DisposeAsync()
    {
        LoadBalancer.Dispose();
        if (Placement is not null)
        {
            await Placement.DisposeAsync();
        }

        foreach (var child in Silos.Concat<IAsyncDisposable>(Fronts).Concat(_sandboxes))
        {
            await child.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static string Tail(string text) => text.Length > 6000 ? text[^6000..] : text;

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<SandboxServer> StartSandbox(int seed)
    {
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = seed, Jobs = 50, Candidates = 2000, Processes = 0, Latency = Brisk },
            TestContext.Current.CancellationToken);
        _sandboxes.Add(sandbox);
        return sandbox;
    }
}
