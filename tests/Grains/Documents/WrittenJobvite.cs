using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tests.Documents;

/// <summary>A Jobvite whose candidates and artifacts a test writes word for word.</summary>
internal sealed class WrittenJobvite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _artifactRequests;

    private WrittenJobvite(WebApplication app) => _app = app;

    public Uri V2BaseUrl => new(_app.Urls.Single() + "/api/v2");

    /// <summary>Entries of the candidate list, by a name of the test's own.</summary>
    public ConcurrentDictionary<string, string> Entries { get; } = new();

    /// <summary>The answer of <c>GET /candidate/{id}/artifacts</c>, by candidate; others are answered with 404.</summary>
    public ConcurrentDictionary<string, string> Artifacts { get; } = new();

    /// <summary>Holds answers with artifacts back until it is done.</summary>
    public Task Holding { get; set; } = Task.CompletedTask;

    public int ArtifactRequests => _artifactRequests;

    public static async Task<WrittenJobvite> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var written = new WrittenJobvite(builder.Build());
        written._app.MapGet("/api/v2/candidate", written.List);
        written._app.MapGet("/api/v2/candidate/{id}/artifacts", written.Artifact);
        await written._app.StartAsync(TestContext.Current.CancellationToken);
        return written;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult List(HttpContext http)
    {
        var entries = http.Request.Query["start"] is ["0"] ? Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value).ToList() : [];
        return Json($$$"""{"total":{{{Entries.Count}}},"candidates":[{{{string.Join(',', entries)}}}],"status":{"code":200,"messages":[]}}""");
    }

    private async Task<IResult> Artifact(string id)
    {
        Interlocked.Increment(ref _artifactRequests);
        await Holding;
        return Artifacts.TryGetValue(id, out var answer)
            ? Json(answer)
            : Json("""{"status":{"code":404,"messages":["Candidate not found."]}}""", StatusCodes.Status404NotFound);
    }

    private static IResult Json(string json, int status = StatusCodes.Status200OK) => Results.Text(json, "application/json", statusCode: status);
}
