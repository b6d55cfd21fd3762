using System.Security.Cryptography;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Sandbox;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>
/// Three silos and a front end as processes, on a PostgreSQL server of their own, with two connected companies: one at Jobvite's staging,
/// the other at its production system, each played by a sandbox.
/// </summary>
public sealed class LocalCluster : IAsyncLifetime
{
    /// <summary>As long as a busy machine with two cores may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private const int Silos = 3;
    private const string TokenKey = "3f1d7c5b9a80e2644d6bb1f0c7a95e3812d4f6a8b0c2e4f61738495a6b7c8d9e";

    private readonly Child?[] _silos = new Child?[Silos];
    private readonly (int Silo, int Gateway, int Http)[] _ports =
        [.. Enumerable.Range(0, Silos).Select(_ => (FreePort.Next(), FreePort.Next(), FreePort.Next()))];

    private readonly int _frontPort = FreePort.Next();
    private readonly Dictionary<string, string> _settings = [];
    private Child? _front;

    internal PostgresServer Postgres { get; } = new();

    internal string ConnectionString { get; private set; } = "";

    internal Company[] Companies { get; private set; } = [];

    internal Uri FrontUrl => new($"http://127.0.0.1:{_frontPort}");

    public async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        ConnectionString = await Postgres.CreateDatabase();
        var stage = await StartSandbox("stage-company", seed: 1);
        var prod = await StartSandbox("prod-company", seed: 2);
        _settings["ConnectionStrings__Jobvite"] = ConnectionString;
        _settings["Orleans__AdvertisedAddress"] = "127.0.0.1";
        _settings["JWT_SECRET_KEY"] = TokenKey;
        _settings["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _settings["JOBVITE_V2_BASE_URL_STAGE"] = stage.V2BaseUrl.ToString();
        _settings["JOBVITE_V2_BASE_URL_PROD"] = prod.V2BaseUrl.ToString();
        _settings["Jobvite__RequestBudget__PerMinute"] = "6000";
        _settings["Jobvite__RequestBudget__PerHour"] = "100000";
        _settings["Jobvite__Webhooks__FirstRetry"] = "00:00:01";
        _settings["Jobvite__Webhooks__SweepInterval"] = "00:00:02";
        _settings["Jobvite__Webhooks__UnattendedAfter"] = "00:00:10";
        StartFront();
        await AllUp();
        Companies = [new Company(this, stage, "Stage", TokenKey), new Company(this, prod, "Production", TokenKey)];
        foreach (var company in Companies)
        {
            await company.Connect();
        }
    }

    /// <summary>Starts what does not run and waits until everything is ready.</summary>
    internal async Task AllUp()
    {
        for (var i = 0; i < Silos; i++)
        {
            if (_silos[i] is null or { HasEnded: true })
            {
                _silos[i] = StartSilo(i);
            }
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        foreach (var (port, child) in _ports.Select(ports => ports.Http).Zip(_silos).Append((_frontPort, _front)))
        {
            await Wait.Until(Patience, () => IsReady(http, port), () => $"port {port} is not ready.\n{child!.Output}\n{child.Errors}");
        }
    }

    internal Task Kill(int silo) => _silos[silo]!.Kill();

    internal Task KillAllSilos() => Task.WhenAll(_silos.Select(silo => silo!.Kill()));

    /// <summary>Asks a silo to stop and returns its exit code and how long it took.</summary>
    internal async Task<(int Code, TimeSpan Took)> Terminate(int silo)
    {
        var start = TimeProvider.System.GetTimestamp();
        return (await _silos[silo]!.Terminate(Patience), TimeProvider.System.GetElapsedTime(start));
    }

    /// <summary>What every process said, for a failed test.</summary>
    internal string Logs() => string.Join("\n----\n", _silos.Append(_front).Select(child => child is null ? "" : Tail(child.Output)));

    public async ValueTask DisposeAsync()
    {
        foreach (var child in _silos.Append(_front).OfType<Child>())
        {
            await child.DisposeAsync();
        }

        foreach (var company in Companies)
        {
            await company.DisposeAsync();
        }

        await Postgres.DisposeAsync();
    }

    private static string Tail(string text) => text.Length > 4000 ? text[^4000..] : text;

    private static Task<SandboxServer> StartSandbox(string companyId, int seed) => SandboxServer.StartAsync(
        new SandboxOptions { CompanyId = companyId, Seed = seed, Jobs = 50, Candidates = 2000, Processes = 0, Latency = TimeSpan.FromMilliseconds(150) },
        TestContext.Current.CancellationToken);

    private static async Task<bool> IsReady(HttpClient http, int port)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private Child StartSilo(int i) => Child.Start("Jobvite.Silo", new Dictionary<string, string>(_settings)
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_ports[i].Http}",
        ["Orleans__SiloPort"] = $"{_ports[i].Silo}",
        ["Orleans__GatewayPort"] = $"{_ports[i].Gateway}",
    });

    private void StartFront() => _front = Child.Start("Jobvite.WebFrontend", new Dictionary<string, string>(_settings)
    {
        ["ASPNETCORE_URLS"] = FrontUrl.ToString(),
        ["Frontend__RequestsPerSecond"] = "100000",
        ["Frontend__RequestBurst"] = "100000",
    });
}
