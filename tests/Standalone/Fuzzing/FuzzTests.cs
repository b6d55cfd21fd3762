using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jobvite.Standalone.Access;
using Jobvite.Standalone.Tests.Processes;
using Microsoft.Extensions.Configuration;

namespace Jobvite.Standalone.Tests.Fuzzing;

/// <summary>
/// Some thousands of odd requests at the whole program. The same seed sends the same requests: <c>JOBVITE_FUZZ_SEED</c> (a number, or
/// <c>random</c>) and <c>JOBVITE_FUZZ_REQUESTS</c> choose others and more.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Api = "/api/integrations/jobvite";
    private const int AtOnce = 8;
    private const int MostShown = 20;
    private const string LosingTenant = "fuzz-losing";

    /// <summary>Many times what any answer takes, for machines that are busy with something else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly TemporaryDirectory _data = new();
    private readonly int _seed = Environment.GetEnvironmentVariable("JOBVITE_FUZZ_SEED") switch
    {
        null or "" => 1,
        "random" => Environment.TickCount & int.MaxValue,
        var text => int.Parse(text, CultureInfo.InvariantCulture),
    };

    private readonly int _requests = int.Parse(Environment.GetEnvironmentVariable("JOBVITE_FUZZ_REQUESTS") is { Length: > 0 } text ? text : "4000", CultureInfo.InvariantCulture);
    private readonly HttpClient _http = new();
    private StandaloneChild _child = null!;
    private Greeting _greeting = null!;
    private JsonNode _document = null!;
    private JsonNode _losing = null!;
    private JsonNode _keeping = null!;

    public async ValueTask InitializeAsync()
    {
        _child = StandaloneChild.Start(
            _data.FullPath,
            ["--sandbox", "--jobs", "10", "--candidates", "20", "--processes", "4", "--changes-per-minute", "0"],
            ("Frontend__RequestsPerSecond", "100000"), ("Frontend__RequestBurst", "100000"), ("Jobvite__RequestBudget__PerMinute", "100000"),
            ("Jobvite__RequestBudget__PerHour", "100000"), ("Jobvite__RequestBudget__TrialsPerMinute", "100000"), ("Jobvite__RequestBudget__TrialsPerHour", "100000"), ("Jobvite__RequestBudget__RequisitionsPerDay", "100000"), ("Jobvite__RequestBudget__CandidatesPerDay", "100000"),
            ("JOBVITE_V2_BASE_URL_PROD", "http://127.0.0.1:1"), ("JOBVITE_ONBOARDING_BASE_URL_PROD", "http://127.0.0.1:1"));
        _greeting = await _child.Ready();
        _http.BaseAddress = _greeting.Url;
        _document = await Json(new Uri(_greeting.Url, "/openapi/v1.json"));
        using var made = await _http.PostAsJsonAsync(new Uri(_greeting.SandboxAdmin!, "/admin/companies"), new { companyId = "fuzz-losing", jobs = 3, candidates = 5, processes = 1 }, Cancelled);
        _losing = JsonNode.Parse(await made.Content.ReadAsStringAsync(Cancelled))!["credentials"]!;
        _keeping = await Json(new Uri(_greeting.SandboxAdmin!, "/admin/credentials"));
    }

    [Fact]
    public async Task Nothing_that_anybody_sends_breaks_the_program_or_shows_its_inside()
    {
        var watch = Stopwatch.StartNew();
        await Connect();
        var api = new ApiFuzz(_document, await Known(), Callers(), (Text(_keeping, "companyId"), Text(_keeping, "webhookSigningKey")), new Random(_seed));
        using var console = await ConsoleFuzz.SignIn(_greeting.Url, _greeting.Token);
        Assert.True(console.Posts.Count() >= 8, $"The crawl found {console.Posts.Count()} forms on {console.Pages.Count} pages: {string.Join(", ", console.Posts.Select(f => f.Name))}");

        var complaints = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var random = new Random(_seed + 1);
        var api4 = api.Requests(_requests * 3 / 4).ToArray();
        var pages = console.Requests(_requests / 4, random, form => form.Name is not ("disconnect" or "/sign-out" or "/sessions/end")).ToArray();
        foreach (var part in Shuffled([.. api4, .. pages], random).Chunk(400))
        {
            await Send(part, complaints, statuses);
            await Connect();
        }

        var farewells = 0;
        for (var time = 0; time < 5; time++)
        {
            using var leaving = await ConsoleFuzz.SignIn(_greeting.Url, TokenOf(LosingTenant)!, time == 0 ? "/connect" : "/sessions", mostPages: 1);
            var last = leaving.Requests(15, random, form => form.Name is "disconnect" or "/sign-out" or "/sessions/end").ToArray();
            farewells += last.Length;
            await Send(last, complaints, statuses);
            await Connect();
        }

        output.WriteLine($"Seed {_seed}: {api4.Length} requests for {api.Operations} operations, {pages.Length + farewells} for {console.Posts.Count()} forms and {console.Pages.Count} pages of the console, in {watch.Elapsed.TotalSeconds:0} s.");
        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{(s.Key == 0 ? "closed" : s.Key)}: {s.Value}")));
        Assert.True(complaints.IsEmpty, $"Seed {_seed}, {complaints.Count} complaints:\n{string.Join('\n', complaints.Take(MostShown))}");
        await LogsShowNothing();
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _http.Dispose();
        _data.Dispose();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static RawRequest[] Shuffled(RawRequest[] requests, Random random)
    {
        random.Shuffle(requests);
        return requests;
    }

    private async Task Send(IEnumerable<RawRequest> requests, ConcurrentQueue<string> complaints, ConcurrentDictionary<int, int> statuses)
    {
        var judge = new Judge(_document);
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancelled }, async (request, stopped) =>
        {
            var answer = await RawHttp.Send(_greeting.Url, request, Patience, stopped);
            statuses.AddOrUpdate(answer?.Status ?? -1, 1, (_, count) => count + 1);
            foreach (var complaint in judge.Complaints(request, answer))
            {
                complaints.Enqueue($"{request.About}: {complaint}\n  {request.Replay(_greeting.Url)}\n  {answer?.Head.Split('\r')[0]} {answer?.Body[..Math.Min(300, answer.Body.Length)]}");
            }
        });
    }

    private async Task LogsShowNothing()
    {
        Assert.Equal(0, await _child.Interrupt());
        var logs = new List<string> { _child.Output.Replace(_greeting.Token, "", StringComparison.Ordinal), _child.Errors };
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_data.FullPath, "logs")))
        {
            logs.Add(await File.ReadAllTextAsync(file, Cancelled));
        }

        string[] secrets =
        [
            Odd.Canary, _greeting.Token, TokenOf(LosingTenant)!.Split('.')[2], await Secret("jwt-secret"), await Secret("encryption-key"),
            .. new[] { _keeping, _losing }.SelectMany(c => new[] { "apiKey", "apiSecret", "webhookSigningKey", "serviceAccountPassword" }.Select(name => Text(c, name))),
        ];
        foreach (var line in logs.SelectMany(log => log.Split('\n')))
        {
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(" ERR ", line, StringComparison.Ordinal);
        }

        async Task<string> Secret(string file) => (await File.ReadAllTextAsync(_data.File(file), Cancelled)).Trim();
    }

    /// <summary>Who calls: one with records, one that may lose them, one without a company, and several that are not let in.</summary>
    private List<string> Callers() =>
    [
        $"Bearer {_greeting.Token}", $"Bearer {TokenOf(LosingTenant)}", $"Bearer {TokenOf("fuzz-nobody")}", "", $"Bearer {_greeting.Token[..^4]}{Odd.Canary}", $"Basic {Odd.Canary}",
    ];

    private string? TokenOf(string tenant) => LocalToken.Make(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("JWT_SECRET_KEY", File.ReadAllText(_data.File("jwt-secret")).Trim())]).Build(), tenant, TimeProvider.System);

    /// <summary>Ids and words that get requests past the first look.</summary>
    private async Task<Dictionary<string, string[]>> Known()
    {
        using var rest = new Rest(_greeting);
        var candidates = Ids(await rest.Get($"{Api}/candidates"), "jobviteCandidateId");
        await Rest.Post(new Uri(_greeting.SandboxAdmin!, $"/admin/candidates/{candidates[0]}/stage"), new { stage = "Offer" });
        var known = new Dictionary<string, string[]>
        {
            ["jobviteCandidateId"] = candidates,
            ["candidateId"] = candidates,
            ["jobviteJobId"] = Ids(await rest.Get($"{Api}/jobs"), "jobviteJobId"),
            ["processId"] = Ids(await rest.Get("/api/onboarding/processes"), "jobviteProcessId"),
            ["runId"] = Ids(await rest.Get($"{Api}/sync/runs"), "runId"),
            ["id"] = Ids(await rest.Until($"{Api}/webhooks", list => list.GetProperty("webhooks").GetArrayLength() > 0), "id"),
            ["documentId"] = [.. (await rest.Get($"{Api}/candidates/{candidates[0]}/documents")).GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString()!)],
            ["environment"] = ["Stage", "staging"],
            ["authScheme"] = ["hmac", "headers"],
            ["companyId"] = [Text(_keeping, "companyId"), "fuzz-losing", Odd.Canary],
        };
        foreach (var secret in (string[])["apiKey", "apiSecret", "webhookSigningKey", "serviceAccountUsername", "serviceAccountPassword"])
        {
            known[secret] = [Text(_keeping, secret), Odd.Canary + "-0123456789abcdef0123456789abcdef"];
        }

        return known;

        static string[] Ids(JsonElement list, string member) => [.. list.EnumerateObject().First(one => one.Value.ValueKind == JsonValueKind.Array).Value.EnumerateArray().Select(item => item.GetProperty(member).GetString()!)];
    }

    /// <summary>Connects the tenant that loses its company again and again.</summary>
    private async Task Connect()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/config")
        {
            Headers = { Authorization = new("Bearer", TokenOf(LosingTenant)) },
            Content = JsonContent.Create(new
            {
                companyId = Text(_losing, "companyId"),
                environment = "Stage",
                apiKey = Text(_losing, "apiKey"),
                apiSecret = Text(_losing, "apiSecret"),
                webhookSigningKey = Text(_losing, "webhookSigningKey"),
            }),
        };
        using var answer = await _http.SendAsync(request, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task<JsonNode> Json(Uri address) => JsonNode.Parse(await _http.GetStringAsync(address, Cancelled))!;
}
