using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Jobvite.Sandbox;
using Microsoft.Data.Sqlite;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>
/// Health, console and metrics side by side, by HTTP against the program, with the stand-in as Jobvite. Nothing is faked but the passing of
/// three hours, for which the stored times are set back.
/// </summary>
public sealed class TenSituationsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Api = "/api/integrations/jobvite";
    private const int JobsPerDay = 25;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly TemporaryDirectory _data = new();
    private readonly List<string> _table = ["situation | named after | GET …/health | console | series"];
    private SandboxServer _jobvite = null!;
    private StandaloneChild _child = null!;
    private Witnesses _witnesses = null!;
    private HttpClient _http = null!;
    private Uri _inbox = null!;

    public async ValueTask InitializeAsync()
    {
        _jobvite = await SandboxServer.StartAsync(new SandboxOptions { CompanyId = "acme0001", Jobs = 20, Candidates = 60, Processes = 5 }, TestContext.Current.CancellationToken);
        _child = StandaloneChild.Start(
            _data.FullPath,
            [],
            ("JOBVITE_V2_BASE_URL_STAGE", _jobvite.V2BaseUrl.ToString()),
            ("JOBVITE_ONBOARDING_BASE_URL_STAGE", _jobvite.OnboardingBaseUrl.ToString()),
            ("Jobvite__RequestBudget__RequisitionsPerDay", $"{JobsPerDay}"),
            ("JOBVITE_ALLOW_PLAIN_HTTP", "true"));
        var greeting = await _child.Ready();
        _witnesses = new Witnesses(greeting);
        await _witnesses.SignIn(_child.Output);
        _http = new HttpClient { BaseAddress = greeting.Url };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", greeting.Token);
        _inbox = new Uri(greeting.Url, "/webhooks/jobvite/acme0001/candidate");
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        _witnesses?.Dispose();
        await _child.DisposeAsync();
        await _jobvite.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Health_console_and_metrics_name_each_of_ten_situations_within_fifteen_seconds()
    {
        await Connect();
        await Named("before the first run", "notStarted", null, "The first sync is not finished.");

        await Sync("jobs");
        await Sync("candidates");
        await Named("well", "ok", null, "Everything works.", Database(1));

        await CandidatesAnswer500ForAMinute();
        await RefusedCredentials();
        await WrongSigningKey();
        await StrangersPost();
        await DatabaseAway();
        await KindOverdue();
        await Named("recovered", "ok", null, "Everything works.", Database(1));
        await BudgetOut();
    }

    private async Task CandidatesAnswer500ForAMinute()
    {
        _jobvite.Inject(new SandboxFault(FaultKind.Status) { Endpoint = SandboxEndpoint.Candidate, StatusCode = 500 });
        await Webhook(null);
        var run = await Start("candidates");
        var minute = Stopwatch.StartNew();
        await Named("candidate endpoint 500 for a minute", "degraded", "Jobvite", "", heard => heard.Series("jobvite_contacts_total", "endpoint=\"Candidate\"", "outcome=\"Unavailable\"") > 1
            ? "jobvite_contacts_total{endpoint=\"Candidate\",outcome=\"Unavailable\"} grows" : null);
        while (minute.Elapsed < TimeSpan.FromMinutes(1))
        {
            var heard = await _witnesses.Hear();
            Assert.Equal("degraded", heard.Status);
            Assert.NotEmpty(heard.Causes);
            Assert.DoesNotContain("Everything works.", heard.Console);
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }

        _jobvite.ClearFaults();
        await Post($"{Api}/sync/runs/{run}/cancel", null);
        await UntilEnded(run);
        await Sync("candidates");

        // A webhook that could not be applied for a minute is tried again after another one or two.
        await Well(TimeSpan.FromMinutes(3));
    }

    private async Task RefusedCredentials()
    {
        _jobvite.Inject(new SandboxFault(FaultKind.InvalidKeySecret) { Endpoint = SandboxEndpoint.Job });
        await Start("jobs");
        await Named("refused credentials", "failing", "refused the credentials", "", heard => heard.Series("jobvite_contacts_total", "endpoint=\"Job\"", "outcome=\"Unauthorized\"") > 0
            ? "jobvite_contacts_total{endpoint=\"Job\",outcome=\"Unauthorized\"} grows" : null);
        _jobvite.ClearFaults();
        await Sync("jobs");
        await Well();
    }

    private async Task WrongSigningKey()
    {
        for (var post = 0; post < 12; post++)
        {
            await Webhook("d3Jvbmc=");
        }

        await Named("signing key wrong", "degraded", "their signatures are missing or do not match", "", heard =>
            heard.Health.GetProperty("webhooks") is var webhooks && webhooks.GetProperty("state").GetString() == "rejecting" && webhooks.GetProperty("rejectedLastHour").GetInt32() == 12
            && heard.Series("jobvite_webhooks_received_total", "outcome=\"InvalidSignature\"") == 12 ? "jobvite_webhooks_received_total{outcome=\"InvalidSignature\"} 12, as rejectedLastHour" : null);
        await Webhook(null);
        await Well();
    }

    private async Task StrangersPost()
    {
        using var stranger = await _http.PostAsJsonAsync(_inbox, new { eventType = "workflowUpdate", candidateId = "x" }, TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)stranger.StatusCode);
        await Named("one stranger's unsigned post", "ok", null, "Everything works.", heard =>
            heard.Health.GetProperty("webhooks").GetProperty("rejectedLastHour").GetInt32() == 13 && heard.Series("jobvite_webhooks_received_total", "outcome=\"InvalidSignature\"") == 13
                ? "jobvite_webhooks_received_total{outcome=\"InvalidSignature\"} 13, as rejectedLastHour" : null);
    }

    private async Task DatabaseAway()
    {
        await using (var other = Open())
        {
            await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await Named("database away (another process holds its lock)", "failing", "The database takes no writes.", "", Database(0), areCounted: false);
            await Webhook(null, expected: 503);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await Webhook(null);
        await Well();
    }

    private async Task KindOverdue()
    {
        await using (var other = Open())
        {
            await Execute(other, "UPDATE sync_runs SET started_at = started_at - 10800000, finished_at = finished_at - 10800000 WHERE kind = 2");
            await Execute(other, "UPDATE company_health SET version_since = version_since - 10800000");
        }

        await Named("a kind overdue", "failing", "A candidates sync was due and has not started.", "", heard => heard.Series("jobvite_sync_last_complete_age_seconds", "kind=\"candidates\"") > 10_000
            ? "jobvite_sync_last_complete_age_seconds{kind=\"candidates\"} > 10000" : null);
        await Sync("candidates");
    }

    private async Task BudgetOut()
    {
        var spent = Stopwatch.StartNew();
        while (spent.Elapsed < TimeSpan.FromSeconds(60))
        {
            var run = await Start("jobs", "full");
            if (!await Ends(run, TimeSpan.FromSeconds(3)) || (await Show(run)).GetProperty("status").GetString() != "success")
            {
                break;
            }
        }

        await Named("budget out", "failing", "limit of requisition requests per day is used up", "", heard => heard.Series("jobvite_budget_leases_total", "granted=\"false\"") > 0 ? "jobvite_budget_leases_total{granted=\"false\"} grows" : null);
        output.WriteLine(string.Join('\n', _table));
    }

    private Task Well(TimeSpan? deadline = null) => Named(null, "ok", null, "Everything works.", deadline: deadline);

    /// <summary>Waits until all three say so, and holds that it does not take longer than the deadline.</summary>
    /// <param name="situation">For the table; null to leave it out.</param>
    /// <param name="status">Of the health.</param>
    /// <param name="cause">Part of an open incident's cause and of a problem in the console; null: there is none.</param>
    /// <param name="says">The console's sentence when there is no problem.</param>
    /// <param name="series">Says which series tell it; null while they do not.</param>
    /// <param name="areCounted">Whether the counts of companies and incidents can follow.</param>
    /// <param name="deadline">When it may take longer than to name something.</param>
    private async Task Named(string? situation, string status, string? cause, string says, Func<Testimony, string?>? series = null, bool areCounted = true, TimeSpan? deadline = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var heard = await _witnesses.Hear();
            var told = series?.Invoke(heard);
            var isNamed = heard.Status == status
                && (cause is null ? heard.Causes.Count == 0 && heard.Console[0] == says : heard.Causes.Any(Names) && heard.Console.Any(Names))
                && (!areCounted || (heard.Series("jobvite_companies", $"health=\"{status}\"") == 1 && heard.Series("jobvite_incidents_open") == heard.Causes.Count))
                && (series is null || told is not null);
            if (isNamed)
            {
                var counts = areCounted ? $"jobvite_companies{{health=\"{status}\"}} 1, jobvite_incidents_open {heard.Causes.Count}" : "";
                if (situation is not null)
                {
                    _table.Add($"{situation} | {watch.Elapsed.TotalSeconds:0.0} s | {status}: {string.Join(" / ", heard.Causes)} | {string.Join(" / ", heard.Console)} | {string.Join(", ", new[] { counts, told }.Where(text => !string.IsNullOrEmpty(text)))}");
                }

                return;
            }

            if (watch.Elapsed > (deadline ?? Deadline))
            {
                Assert.Fail($"{situation ?? "well again"}: not within {deadline ?? Deadline}: {heard.Status}: {string.Join(" / ", heard.Causes)} | {string.Join(" / ", heard.Console)} | {told}\n{heard.Health}\n"
                    + string.Join('\n', heard.Metrics.Split('\n').Where(line => line.StartsWith("jobvite_", StringComparison.Ordinal) && !line.TrimEnd().EndsWith("} 0", StringComparison.Ordinal) && !line.Contains("_bucket", StringComparison.Ordinal))) + "\n" + string.Join('\n', _table));
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        bool Names(string text) => text.Contains(cause!, StringComparison.Ordinal);
    }

    private static Func<Testimony, string?> Database(int up) => heard =>
        heard.Series("jobvite_database_up") == up && heard.Series("jobvite_frontend_database_up") == up ? $"jobvite_database_up {up}, jobvite_frontend_database_up {up}" : null;

    private async Task Connect()
    {
        var keys = _jobvite.Credentials;
        await Post($"{Api}/config", new { companyId = keys.CompanyId, environment = "Stage", apiKey = keys.ApiKey, apiSecret = keys.ApiSecret, webhookSigningKey = keys.WebhookSigningKey, syncConfig = new { syncJobs = true, syncCandidates = true, syncOnboarding = false, intervalMinutes = 60 } });
    }

    private async Task Sync(string kind)
    {
        var run = await Start(kind);
        Assert.True(await Ends(run, TimeSpan.FromSeconds(30)), $"The {kind} run ended.");
    }

    private async Task<string> Start(string kind, string? mode = null) =>
        (await Post($"{Api}/sync/{kind}", mode is null ? new { } : new { mode })).GetProperty("jobId").GetString()!;

    private async Task UntilEnded(string run) => Assert.True(await Ends(run, TimeSpan.FromSeconds(30)));

    private async Task<bool> Ends(string run, TimeSpan patience)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < patience;)
        {
            if ((await Show(run)).GetProperty("finishedAt").ValueKind != JsonValueKind.Null)
            {
                return true;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return false;
    }

    private Task<JsonElement> Show(string run) =>
        _http.GetFromJsonAsync<JsonElement>(new Uri($"{Api}/sync/runs/{run}", UriKind.Relative), TestContext.Current.CancellationToken);

    private async Task<JsonElement> Post(string path, object? body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A change of the first candidate, as Jobvite sends it; a null signature stands for the right one.</summary>
    private async Task Webhook(string? signature, int? expected = null)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { eventType = "workflowUpdate", candidateId = _jobvite.World.CandidateIds[0] }));
        using var request = new HttpRequestMessage(HttpMethod.Post, _inbox) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Jobvite-Event-Signature", signature ?? Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(_jobvite.Credentials.WebhookSigningKey), body)));
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected ?? (signature is null ? 200 : 401), (int)answer.StatusCode);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_data.FullPath, "jobvite.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
