using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jobvite.Standalone.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Standalone.Tests;

/// <summary>Front end and silo with their real limits, in this process.</summary>
public sealed class UnknownCompaniesTests : IAsyncLifetime
{
    private const int Posts = 15_000;
    private const int Tenants = 4_000;

    private readonly TemporaryDirectory _directory = new();
    private DataDirectory? _data;
    private WebApplication? _app;

    private IManagementGrain Management => _app!.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

    public async ValueTask InitializeAsync()
    {
        _data = DataDirectory.Open(_directory.FullPath);
        _app = StandaloneHost.Build(_data, new LocalSecrets(_data), sandbox: null, Serilog.Core.Logger.None);
        _app.Urls.Clear();
        _app.Urls.Add("http://127.0.0.1:0");
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _data!.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Fifteen_thousand_posts_to_made_up_companies_and_four_thousand_tenants_without_one_leave_next_to_no_activation()
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 16 }) { BaseAddress = StandaloneHost.UrlOf(_app!) };
        await Post(http, "warm-up");
        var (before, memory) = (await Activations(), GC.GetTotalMemory(forceFullCollection: true));

        var answers = await Many(Posts, i => Post(http, $"madeup-{i}"));
        var tenants = await Many(Tenants, i => Get(http, LocalToken.Make(_app!.Configuration, $"tenant-{i}", TimeProvider.System)!));

        var (after, grown) = (await Activations(), GC.GetTotalMemory(forceFullCollection: true) - memory);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Posts} posts: {string.Join(", ", answers.CountBy(one => (int)one).OrderBy(one => one.Key))}; {Tenants} tenants: {string.Join(", ", tenants.CountBy(one => (int)one))}. Activations: {before} before, {after} after. Memory: {grown / 1024:+0;-0} KiB.");
        Assert.All(answers, one => Assert.Contains(one, new[] { HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests }));
        Assert.All(tenants, one => Assert.Equal(HttpStatusCode.NotFound, one));
        Assert.InRange(after - before, -1000, 50);
    }

    private async Task<int> Activations() => (await Management.GetSimpleGrainStatistics()).Sum(one => one.ActivationCount);

    private static async Task<HttpStatusCode> Post(HttpClient http, string companyId)
    {
        using var body = new StringContent("""{"eventType":"jobUpdate","jobId":"o1"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/webhooks/jobvite/{companyId}/job", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Get(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/integrations/jobvite/jobs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> Many(int count, Func<int, Task<HttpStatusCode>> call)
    {
        var answers = new HttpStatusCode[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => answers[i] = await call(i));
        return answers;
    }
}
