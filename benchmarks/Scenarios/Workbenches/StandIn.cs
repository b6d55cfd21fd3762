using System.Text.Json;
using Jobvite.Benchmarks.Processes;

namespace Jobvite.Benchmarks.Workbenches;

/// <summary>The sandbox as a process.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private const int ListLength = 1000;

    private readonly Child _child;
    private readonly HttpClient _http;

    private StandIn(Child child, Uri address)
    {
        _child = child;
        _http = new HttpClient { BaseAddress = address };
    }

    public Uri Address => _http.BaseAddress!;

    public IReadOnlyList<Customer> Customers { get; private set; } = [];

    public static async Task<StandIn> Start(params string[] arguments)
    {
        var port = FreePort.Next();
        var child = Child.Start("Jobvite.Sandbox", new Dictionary<string, string>(), ["--port", $"{port}", .. arguments]);
        var standIn = new StandIn(child, new Uri($"http://127.0.0.1:{port}"));
        await Patience.Until(async () => (await standIn._http.GetAsync(new Uri("/admin/state", UriKind.Relative))).IsSuccessStatusCode, child);
        standIn.Customers = await standIn.List();
        return standIn;
    }

    /// <summary>API requests so far, of all companies.</summary>
    public async Task<long> Requests() => (await Companies()).Sum(static company => company.GetProperty("requests").GetProperty("total").GetInt64());

    /// <summary>Candidate requests so far, of all companies.</summary>
    public async Task<long> CandidateRequests() => (await Companies()).Sum(static company => company.GetProperty("requests").GetProperty("candidate").GetInt64());

    /// <summary>Reads the whole candidate list, so that the records are written and the code is warm when somebody else reads it.</summary>
    public async Task Warm(Customer customer)
    {
        for (var start = 0; ; start += 500)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v2/candidate?start={start}&count=500", UriKind.Relative));
            request.Headers.Add("x-jvi-api", customer.ApiKey);
            request.Headers.Add("x-jvi-sc", customer.ApiSecret);
            using var answer = await _http.SendAsync(request);
            var total = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("total").GetInt32();
            if (start + 500 >= total)
            {
                return;
            }
        }
    }

    /// <summary>Every record of these companies has changed just now, as webhooks are about to say: lists show it.</summary>
    public async Task ChangeAll(IEnumerable<Customer> customers)
    {
        foreach (var customer in customers)
        {
            await Admin(HttpMethod.Post, customer, "/changes", new { share = 1.0 });
        }
    }

    /// <summary>Asks the admin API about one company.</summary>
    public async Task<JsonElement> Admin(HttpMethod method, Customer customer, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/admin/companies/{customer.CompanyId}{path}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.DisposeAsync();
    }

    private async Task<List<Customer>> List() =>
    [
        .. (await Companies()).Select(static company => company.GetProperty("credentials")).Select(static credentials => new Customer(
            credentials.GetProperty("companyId").GetString()!,
            credentials.GetProperty("apiKey").GetString()!,
            credentials.GetProperty("apiSecret").GetString()!,
            credentials.GetProperty("webhookSigningKey").GetString()!)),
    ];

    private async Task<List<JsonElement>> Companies()
    {
        List<JsonElement> all = [];
        while (true)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>(new Uri($"/admin/companies?skip={all.Count}&take={ListLength}", UriKind.Relative));
            all.AddRange(page.GetProperty("companies").EnumerateArray());
            if (all.Count >= page.GetProperty("total").GetInt32())
            {
                return all;
            }
        }
    }
}
