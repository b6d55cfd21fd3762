using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Processes;

public sealed partial class MetricsTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>, IDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Rest _rest = new(standalone.Greeting);

    [Fact]
    public async Task Health_and_figures_say_that_the_demonstration_is_well()
    {
        var health = await _rest.Until($"{Api}/health", answer => answer.GetProperty("status").GetString() == "ok");
        Assert.Equal(["ok", "ok", "ok"], health.GetProperty("endpoints").EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        Assert.Equal(0, health.GetProperty("incidents").EnumerateArray().Count(one => one.GetProperty("endedAt").ValueKind == System.Text.Json.JsonValueKind.Null));

        await Until(page => Well().IsMatch(page) ? [] : ["jobvite_companies with health ok"]);
    }

    [Fact]
    public Task Silo_and_front_say_that_the_database_is_there() => Until(page =>
        ((string[])["jobvite_database_up", "jobvite_frontend_database_up"]).Where(name => !page.Split('\n').Any(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.TrimEnd().EndsWith("} 1", StringComparison.Ordinal))));

    public void Dispose() => _rest.Dispose();

    /// <summary>Reads until nothing is missing.</summary>
    private async Task Until(Func<string, IEnumerable<string>> missing)
    {
        using var http = new HttpClient { BaseAddress = standalone.Greeting.Url };
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var left = missing(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken)).ToList();
            if (left.Count == 0 || deadline.IsCancellationRequested)
            {
                Assert.Empty(left);
                return;
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex(@"^jobvite_companies\{[^}]*health=""ok""[^}]*\} 1\b", RegexOptions.Multiline)]
    private static partial Regex Well();
}
