using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>A REST client with the token that the program printed.</summary>
internal sealed class Rest : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;

    public Rest(Greeting greeting)
    {
        _http = new HttpClient { BaseAddress = greeting.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", greeting.Token);
    }

    public Task<JsonElement> Get(string path) => _http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>The number of records of a list.</summary>
    public async Task<int> Total(string path) => (await Get(path)).GetProperty("pagination").GetProperty("total").GetInt32();

    /// <summary>Reads until the answer is as expected.</summary>
    public async Task<JsonElement> Until(string path, Func<JsonElement, bool> expected)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await Get(path);
            if (expected(answer))
            {
                return answer;
            }

            if (deadline.IsCancellationRequested)
            {
                Assert.Fail($"Not within {Patience}: {path} still says {answer}");
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Orders the deletion of everything.</summary>
    public Task<HttpResponseMessage> Disconnect() =>
        _http.PostAsJsonAsync("/api/integrations/jobvite/disconnect", new { deleteData = true }, TestContext.Current.CancellationToken);

    /// <summary>Waits for the 404 of a tenant without a company.</summary>
    public async Task UntilNothingIsShown(string path)
    {
        HttpStatusCode status;
        do
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    /// <summary>Posts to any address without the token.</summary>
    public static async Task Post(Uri address, object body)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(address, body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    public void Dispose() => _http.Dispose();
}
