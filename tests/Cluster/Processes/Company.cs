using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Sandbox;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>A customer of the cluster: its REST calls, its webhooks, and what the database holds of it.</summary>
internal sealed class Company : IAsyncDisposable
{
    private readonly LocalCluster _cluster;
    private readonly string _environment;
    private readonly HttpClient _http;
    private int _events;

    public Company(LocalCluster cluster, SandboxServer sandbox, string environment, string tokenKey)
    {
        _cluster = cluster;
        _environment = environment;
        Sandbox = sandbox;
        _http = new HttpClient { BaseAddress = cluster.FrontUrl, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["tenant_id"] = "tenant-of-" + Id, ["sub"] = "tester" },
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(tokenKey)), SecurityAlgorithms.HmacSha256),
        }));
    }

    public SandboxServer Sandbox { get; }

    public string Id => Sandbox.Credentials.CompanyId;

    /// <summary>The numbers of the events that were answered with 200.</summary>
    public ConcurrentDictionary<int, string> Acknowledged { get; } = new();

    /// <summary>How often a webhook was refused with 503, or had no answer.</summary>
    public int Refused => _refused;

    private int _refused;

    public async Task Connect() => await Polite(() => _http.PostAsJsonAsync(
        "/api/integrations/jobvite/config",
        new
        {
            companyId = Id,
            environment = _environment,
            apiKey = Sandbox.Credentials.ApiKey,
            apiSecret = Sandbox.Credentials.ApiSecret,
            webhookSigningKey = Sandbox.Credentials.WebhookSigningKey,
            syncConfig = new { syncOnboarding = false, syncDocuments = false },
        },
        TestContext.Current.CancellationToken));

    /// <summary>Starts full runs of jobs and candidates, or joins them.</summary>
    public async Task<string[]> StartFullSync()
    {
        var answers = new List<string>();
        foreach (var kind in new[] { "jobs", "candidates" })
        {
            var answer = await Polite(() => _http.PostAsJsonAsync($"/api/integrations/jobvite/sync/{kind}", new { mode = "full" }, TestContext.Current.CancellationToken));
            answers.Add(answer.GetProperty("jobId").GetString()!);
        }

        return [.. answers];
    }

    /// <summary>Waits for the end of runs; each must have succeeded.</summary>
    public async Task AllSucceed(IEnumerable<string> runs)
    {
        foreach (var run in runs)
        {
            JsonElement last = default;
            await Wait.Until(
                LocalCluster.Patience,
                async () =>
                {
                    last = await Polite(() => _http.GetAsync(new Uri($"/api/integrations/jobvite/sync/runs/{run}", UriKind.Relative), TestContext.Current.CancellationToken));
                    return last.GetProperty("status").GetString() is not ("queued" or "running");
                },
                () => $"the run still says {last}\n{_cluster.Logs()}");
            Assert.True(last.GetProperty("status").GetString() == "success", $"{last}");
        }
    }

    /// <summary>How far the newest run of candidates is.</summary>
    public Task<int> Fetched() => Sql.Scalar<int>(
        _cluster.ConnectionString, "SELECT coalesce((SELECT fetched FROM sync_runs WHERE company_id = @id AND kind = 2 ORDER BY started_at DESC LIMIT 1), 0)", ("id", Id));

    /// <summary>Asks for something small; false for 503 or no answer.</summary>
    public async Task<bool> Answers()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/api/integrations/jobvite/candidates?pageSize=1", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Changes a candidate's stage every few milliseconds and announces it, as Jobvite would, until told to stop.</summary>
    public async Task SendWebhooks(CancellationToken stop)
    {
        var people = Sandbox.World.CandidateIds;
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _events);
            var person = people[number * 37 % people.Count];
            Sandbox.World.ChangeCandidateStage(person, null, $"Stage {number}", announce: false);
            await SendUntilAcknowledged(number, person);
            await Task.Delay(TimeSpan.FromMilliseconds(30), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Every person is there once, no application twice, nobody is marked as deleted.</summary>
    public async Task EveryRecordIsThereOnce()
    {
        Assert.Equal(Sandbox.World.CandidateCount, await Count("SELECT count(*) FROM candidates WHERE company_id = @id AND deleted_at IS NULL"));
        Assert.Equal(Sandbox.World.CandidateCount, await Count("SELECT count(DISTINCT jobvite_id) FROM candidates WHERE company_id = @id"));
        Assert.Equal(Sandbox.World.ApplicationCount, await Count("SELECT count(*) FROM applications WHERE company_id = @id AND deleted_at IS NULL"));
        Assert.Equal(Sandbox.World.JobCount, await Count("SELECT count(*) FROM jobs WHERE company_id = @id AND deleted_at IS NULL"));
    }

    /// <summary>Every acknowledged event is stored and becomes processed, and what it was about is as it is at Jobvite.</summary>
    public async Task EveryAcknowledgedEventIsProcessed()
    {
        await Wait.Until(
            LocalCluster.Patience,
            async () => await Count("SELECT count(*) FROM webhook_events WHERE company_id = @id AND signature_valid AND status <> 3") == 0,
            () => $"{Id} has events that are not processed.\n{_cluster.Logs()}");
        var stored = await Sql.Column(
            _cluster.ConnectionString, "SELECT (convert_from(body, 'UTF8')::json ->> 'n')::int FROM webhook_events WHERE company_id = @id AND signature_valid", ("id", Id));
        Assert.Empty(Acknowledged.Keys.Except(stored.Cast<int>()));
        foreach (var person in Acknowledged.Values.Distinct())
        {
            var state = await Sql.Scalar<string>(
                _cluster.ConnectionString,
                "SELECT string_agg(workflow_state, '|') FROM applications WHERE company_id = @id AND candidate_id = @person",
                ("id", Id),
                ("person", person));
            Assert.Contains(Sandbox.World.StageOf(person), state.Split('|'));
        }
    }

    /// <summary>Repeats what is answered with 503 after the time that the answer asks for, as a polite client does; anything else must succeed.</summary>
    public async Task<JsonElement> Polite(Func<Task<HttpResponseMessage>> call)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await call();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}\n{_cluster.Logs()}");
                return JsonSerializer.Deserialize<JsonElement>(text);
            }

            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
            Assert.True(TimeProvider.System.GetElapsedTime(start) < LocalCluster.Patience, $"Still 503 after {LocalCluster.Patience}.\n{_cluster.Logs()}");
            await Task.Delay(answer.Headers.RetryAfter.Delta.Value, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Sandbox.DisposeAsync();
    }

    private async Task SendUntilAcknowledged(int number, string person)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"eventType":"workflowUpdate","candidateId":"{{person}}","n":{{number}}}""");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Sandbox.Credentials.WebhookSigningKey), body));
        while (!await Send(body, signature))
        {
            Interlocked.Increment(ref _refused);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        }

        Acknowledged[number] = person;
    }

    private async Task<bool> Send(byte[] body, string signature)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/jobvite/{Id}/candidate") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("X-Jobvite-Event-Signature", signature);
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"A webhook was answered with {answer.StatusCode}.\n{_cluster.Logs()}");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<int> Count(string sql) => (int)await Sql.Scalar<long>(_cluster.ConnectionString, sql, ("id", Id));
}
