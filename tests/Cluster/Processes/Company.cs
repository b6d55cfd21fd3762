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
internal sealed class Company
{
    private readonly LocalCluster _cluster;
    private readonly string _environment;
    private readonly AuthenticationHeaderValue _token;
    private readonly string[] _people;
    private int _events;

    public Company(LocalCluster cluster, string id, SandboxServer sandbox, string environment, string tokenKey, int half)
    {
        (_cluster, Id, Sandbox, _environment) = (cluster, id, sandbox, environment);
        _people = [.. sandbox.World.CandidateIds.Where((_, i) => i % 2 == half)];
        _token = new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["tenant_id"] = "tenant-of-" + Id, ["sub"] = "tester" },
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(tokenKey)), SecurityAlgorithms.HmacSha256),
        }));
    }

    public string Id { get; }

    public SandboxServer Sandbox { get; }

    /// <summary>What a person of this company pastes to sign in.</summary>
    public string Token => _token.Parameter!;

    public Task Connect() => Polite(HttpMethod.Post, "/api/integrations/jobvite/config", new
    {
        companyId = Id,
        environment = _environment,
        apiKey = Sandbox.Credentials.ApiKey,
        apiSecret = Sandbox.Credentials.ApiSecret,
        webhookSigningKey = Sandbox.Credentials.WebhookSigningKey,
        // Runs start when a test says so.
        syncConfig = new { syncOnboarding = false, syncDocuments = false, intervalMinutes = 1440 },
    });

    /// <summary>Starts full runs of jobs and candidates, or joins them.</summary>
    public async Task<string[]> StartFullSync()
    {
        var runs = new List<string>();
        foreach (var kind in new[] { "jobs", "candidates" })
        {
            var answer = await Polite(HttpMethod.Post, $"/api/integrations/jobvite/sync/{kind}", new { mode = "full" });
            runs.Add(answer.GetProperty("jobId").GetString()!);
        }

        return [.. runs];
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
                    last = await Polite(HttpMethod.Get, $"/api/integrations/jobvite/sync/runs/{run}");
                    return last.GetProperty("status").GetString() is not ("queued" or "running");
                },
                () => $"the run still says {last}\n{Logs()}");
            Assert.True(last.GetProperty("status").GetString() == "success", $"{last}");
        }
    }

    /// <summary>How often the newest run of candidates was taken, and how far it is.</summary>
    public async Task<(int Epoch, int Fetched)> Progress()
    {
        const string Newest = "FROM sync_runs WHERE company_id = @id AND kind = 2 ORDER BY started_at DESC LIMIT 1";
        var text = await Sql.Column(_cluster.ConnectionString, $"SELECT epoch || ' ' || fetched {Newest}", ("id", Id));
        return text is [string row] && row.Split(' ') is [var epoch, var fetched]
            ? (int.Parse(epoch, null), int.Parse(fetched, null))
            : (0, 0);
    }

    /// <summary>Asks for something small; false for 503 or no answer. Anything else is wrong.</summary>
    public async Task<bool> Answers()
    {
        using var answer = await Send(HttpMethod.Get, "/api/integrations/jobvite/candidates?pageSize=1");
        Assert.True(
            answer?.StatusCode is null or HttpStatusCode.OK || (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null),
            $"{Id} was answered with {answer?.StatusCode}.\n{Logs()}");
        return answer?.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>One request through the load balancer; null when no front end took it.</summary>
    public Task<HttpResponseMessage?> Send(HttpMethod method, string path, object? body = null) =>
        _cluster.LoadBalancer.Send(method, path, _token, body is null ? null : () => JsonContent.Create(body));

    /// <summary>Repeats what is answered with 503 after the time that the answer asks for, as a polite client does; anything else must succeed.</summary>
    public async Task<JsonElement> Polite(HttpMethod method, string path, object? body = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await Send(method, path, body);
            if (answer is not null && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode}: {text}\n{Logs()}");
                return JsonSerializer.Deserialize<JsonElement>(text);
            }

            Assert.True(answer is null || answer.Headers.RetryAfter?.Delta is not null, "A 503 without Retry-After.");
            Assert.True(TimeProvider.System.GetElapsedTime(start) < LocalCluster.Patience, $"{method} {path}: no answer after {LocalCluster.Patience}.\n{Logs()}");
            await Task.Delay(answer?.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves the next candidate to another stage, which has a number.</summary>
    public (int Number, string Person) ChangeSomebody()
    {
        var number = Interlocked.Increment(ref _events);
        var person = _people[number * 37 % _people.Length];
        Sandbox.World.ChangeCandidateStage(person, null, $"Stage {number} of {Id}", announce: false);
        return (number, person);
    }

    /// <summary>Sends the webhook of a change.</summary>
    public Task<HttpResponseMessage?> Announce(int number, string person)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"eventType":"workflowUpdate","candidateId":"{{person}}","n":{{number}}}""");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Sandbox.Credentials.WebhookSigningKey), body));
        return _cluster.LoadBalancer.Send(HttpMethod.Post, $"/webhooks/jobvite/{Id}/candidate", token: null, Content, ("X-Jobvite-Event-Signature", signature));

        ByteArrayContent Content() => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    /// <summary>Every person is there once, no application twice, nobody is marked as deleted, and all whose changes were announced are up to date.</summary>
    public async Task EveryRecordIsAsAtJobvite()
    {
        Assert.Equal(Sandbox.World.CandidateCount, await Count("SELECT count(*) FROM candidates WHERE company_id = @id AND deleted_at IS NULL"));
        Assert.Equal(Sandbox.World.CandidateCount, await Count("SELECT count(DISTINCT jobvite_id) FROM candidates WHERE company_id = @id"));
        Assert.Equal(Sandbox.World.ApplicationCount, await Count("SELECT count(*) FROM applications WHERE company_id = @id AND deleted_at IS NULL"));
        Assert.Equal(Sandbox.World.JobCount, await Count("SELECT count(*) FROM jobs WHERE company_id = @id AND deleted_at IS NULL"));
        var world = Sandbox.World;
        Assert.Equal(
            _people.SelectMany(person => world.ApplicationIdsOf(person).Select(application => $"{application} {world.StageOf(person, application)}")).Order(StringComparer.Ordinal),
            await StoredStages());
    }

    private async Task<string[]> StoredStages() => [.. (await Sql.Column(
            _cluster.ConnectionString, "SELECT jobvite_id || ' ' || workflow_state FROM applications WHERE company_id = @id AND candidate_id = ANY(@people)", ("id", Id), ("people", _people)))
        .Cast<string>().Order(StringComparer.Ordinal)];

    public async Task<int> Count(string sql) => (int)await Sql.Scalar<long>(_cluster.ConnectionString, sql, ("id", Id));

    public string Logs() => _cluster.Logs();
}
