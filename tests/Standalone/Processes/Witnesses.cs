using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>What the three places say where somebody looks for trouble.</summary>
/// <param name="Status">Of <c>GET …/health</c>; the HTTP status when it is not 200.</param>
/// <param name="Causes">Of its open incidents; the sentence of the error when it is not 200.</param>
/// <param name="Health">The whole answer.</param>
/// <param name="Console">The sentence of the overview, then the titles of its problems.</param>
/// <param name="Metrics">The page for Prometheus.</param>
internal sealed record Testimony(string Status, IReadOnlyList<string> Causes, JsonElement Health, IReadOnlyList<string> Console, string Metrics)
{
    /// <summary>The sum of the series with these labels; null when there is none.</summary>
    public double? Series(string name, params string[] labels) => Metrics.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Select(line => double.Parse(line.Split("} ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
        .ToList() is { Count: > 0 } values ? values.Sum() : null;
}

/// <summary>Reads health, console and metrics of a running program as their users do.</summary>
internal sealed partial class Witnesses : IDisposable
{
    private readonly HttpClient _api;
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseCookies = true });
    private readonly HttpClient _scraper = new();
    private readonly Uri _url;

    public Witnesses(Greeting greeting)
    {
        _url = greeting.Url;
        _api = new HttpClient { BaseAddress = greeting.Url };
        _api.DefaultRequestHeaders.Authorization = new("Bearer", greeting.Token);
    }

    /// <summary>Uses the link that the program printed.</summary>
    public async Task SignIn(string output)
    {
        var link = output.Split([' ', '\n']).Select(word => word.Trim()).Single(word => word.Contains("/sign-in/link/", StringComparison.Ordinal));
        await _browser.GetStringAsync(new Uri(link), TestContext.Current.CancellationToken);
    }

    public async Task<Testimony> Hear()
    {
        var health = Health();
        var console = Console();
        var (status, causes, answer) = await health;
        return new(status, causes, answer, await console, await _scraper.GetStringAsync(new Uri(_url, "/metrics"), TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        _api.Dispose();
        _browser.Dispose();
        _scraper.Dispose();
    }

    private async Task<(string Status, IReadOnlyList<string> Causes, JsonElement Answer)> Health()
    {
        using var answer = await _api.GetAsync(new Uri("/api/integrations/jobvite/health", UriKind.Relative), TestContext.Current.CancellationToken);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return answer.IsSuccessStatusCode
            ? (body.GetProperty("status").GetString()!,
                [.. body.GetProperty("incidents").EnumerateArray().Where(one => one.GetProperty("endedAt").ValueKind == JsonValueKind.Null).Select(one => one.GetProperty("cause").GetString()!)],
                body)
            : ($"{(int)answer.StatusCode}", [body.GetProperty("error").GetString()!], body);
    }

    private async Task<IReadOnlyList<string>> Console()
    {
        using var answer = await _browser.GetAsync(_url, TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var problems = Problem().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));
        var says = Says().Match(page);
        return [says.Success ? WebUtility.HtmlDecode(says.Groups[1].Value) : WebUtility.HtmlDecode(Heading().Match(page).Groups[1].Value), .. problems];
    }

    [GeneratedRegex(@"data-says=""([^""]*)""")]
    private static partial Regex Says();

    [GeneratedRegex(@"<div class=""what""><strong>(.*?)</strong>", RegexOptions.Singleline)]
    private static partial Regex Problem();

    [GeneratedRegex(@"<h1>(.*?)</h1>", RegexOptions.Singleline)]
    private static partial Regex Heading();
}
