using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jobvite.Benchmarks.Processes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.Benchmarks.Workbenches;

/// <summary>The service under test: one process, or a silo and a front end.</summary>
internal sealed class Service(IReadOnlyList<Child> children, Uri address, string tokenKey) : IAsyncDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private const int ConnectedAtOnce = 4;

    private readonly ConcurrentDictionary<Customer, string> _tokens = new();
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };

    public int Port => address.Port;

    public IReadOnlyList<Child> Children => children;

    public IReadOnlyList<int> Processes => [.. children.Select(static child => child.Id)];

    /// <summary>A token of the customer's tenant, good for a day.</summary>
    public string Token(Customer customer) => _tokens.GetOrAdd(customer, _ => Make(customer));

    public async Task<bool> IsReady()
    {
        using var answer = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    public async Task WaitUntilReady(double pauseMilliseconds = 20)
    {
        foreach (var child in children)
        {
            await Patience.Until(IsReady, child, pauseMilliseconds);
        }
    }

    /// <summary>Connects customers; unless told otherwise, with so much time between syncs that none starts by itself.</summary>
    public Task Connect(IEnumerable<Customer> customers, bool documents = true, int intervalMinutes = 10_080, int fullSyncHours = 720) => Parallel.ForEachAsync(
        customers,
        new ParallelOptions { MaxDegreeOfParallelism = ConnectedAtOnce },
        async (customer, _) => await Ask(HttpMethod.Post, customer, "/config", new
        {
            companyId = customer.CompanyId,
            environment = "Stage",
            apiKey = customer.ApiKey,
            apiSecret = customer.ApiSecret,
            webhookSigningKey = customer.WebhookSigningKey,
            syncConfig = new { syncOnboarding = false, syncDocuments = documents, intervalMinutes, fullSyncHours },
        }));

    /// <summary>Starts a run and returns its id.</summary>
    public async Task<string> StartSync(Customer customer, string kind, string mode) =>
        (await Ask(HttpMethod.Post, customer, $"/sync/{kind}", new { mode })).GetProperty("jobId").GetString()!;

    /// <summary>Waits for the end of a run.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed.</exception>
    public async Task<JsonElement> Finish(Customer customer, string run, double pauseMilliseconds = 20)
    {
        JsonElement last = default;
        await Patience.Until(
            async () =>
            {
                last = await Ask(HttpMethod.Get, customer, $"/sync/runs/{run}");
                return last.GetProperty("status").GetString() is not ("queued" or "running");
            },
            TimeSpan.FromMinutes(10),
            () => $"the run says {last}",
            pauseMilliseconds);
        return last.GetProperty("status").GetString() == "success" ? last : throw new InvalidOperationException($"A run did not succeed: {last}");
    }

    /// <summary>Sends an event about a candidate, which must be taken.</summary>
    public async Task Send(Customer customer, byte[] body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/jobvite/{customer.CompanyId}/candidate", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Jobvite-Event-Signature", signature);
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> Ask(HttpMethod method, Customer customer, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Api + path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(customer));
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{method} {path} was answered with {(int)answer.StatusCode}: {text}\n{string.Join('\n', children.Select(static child => child.Said))}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var child in children.Reverse())
        {
            await child.DisposeAsync();
        }
    }

    private string Make(Customer customer) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["tenant_id"] = customer.TenantId, ["sub"] = "benchmark" },
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1),
        SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(tokenKey)), SecurityAlgorithms.HmacSha256),
    });
}
