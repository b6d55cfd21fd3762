using System.Net.Http.Headers;
using System.Text.Json;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Erasure;

/// <summary>One company in Standalone, on one of the databases; it can be killed and started again.</summary>
internal sealed class ErasureBench : IAsyncDisposable
{
    private static readonly (string Name, string Value)[] Settings = [.. BudgetSettings.Lifted, ("Webhooks__AllowedHosts", "127.0.0.1")];

    private readonly string? _database;
    private readonly string _directory;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private ErasureBench(StandIn standIn, string? database, string directory) =>
        (StandIn, _database, _directory, Database) = (standIn, database, directory, new PersonDatabase(database, directory));

    public StandIn StandIn { get; }

    public PersonDatabase Database { get; }

    public Service Service { get; private set; } = null!;

    public Customer Customer => StandIn.Customers[0];

    /// <summary>Lines of the log that held a word of the canary, of all processes so far.</summary>
    public int ForbiddenLines => Service.Children.Sum(static child => child.ForbiddenLines) + _formerForbidden;

    private int _formerForbidden;

    /// <summary>Connected and synced.</summary>
    public static async Task<ErasureBench> Open(Workbench bench, bool isSqlite, int people)
    {
        var standIn = await StandIn.Start("--companies", "1", "--candidates", $"{people}", "--jobs", "50", "--processes", "0");
        var opened = new ErasureBench(standIn, isSqlite ? null : await bench.CreateDatabase(), bench.Place("data"));
        await opened.Start();
        await opened.Service.Connect(standIn.Customers);
        return opened;
    }

    public async Task Start()
    {
        Service = Programs.LaunchStandalone(_database, _directory, StandIn, Settings);
        foreach (var child in Service.Children)
        {
            child.Forbidden = Canary.Words;
        }

        await Service.WaitUntilReady();
    }

    public async Task Kill()
    {
        foreach (var child in Service.Children)
        {
            await child.Kill();
            _formerForbidden += child.ForbiddenLines;
            child.Forbidden = [];
        }
    }

    /// <summary>A full run of candidates, and how it ended.</summary>
    public async Task<JsonElement> FullRun()
    {
        var run = await Service.StartSync(Customer, "candidates", "full");
        JsonElement last = default;
        await Patience.Until(
            async () =>
            {
                last = await Service.Ask(HttpMethod.Get, Customer, $"/sync/runs/{run}");
                return last.GetProperty("status").GetString() is not ("queued" or "running");
            },
            TimeSpan.FromMinutes(5),
            () => $"the run says {last}",
            pauseMilliseconds: 50);
        return last;
    }

    public async Task Send(byte[] body)
    {
        using var mac = new System.Security.Cryptography.HMACSHA256(System.Text.Encoding.UTF8.GetBytes(Customer.WebhookSigningKey));
        await Service.Send(Customer, body, Convert.ToBase64String(mac.ComputeHash(body)));
    }

    /// <summary>Status and text of any address of the service.</summary>
    public async Task<(int Status, string Text)> Read(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{Service.Port}{path}")) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Service.Token(Customer));
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<(int Status, string Text)> Erase(string candidateId) =>
        Read(HttpMethod.Post, $"/api/integrations/jobvite/candidates/{candidateId}/erase", new { reason = "Ticket 4711" });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Service.DisposeAsync();
        await StandIn.DisposeAsync();
    }
}
