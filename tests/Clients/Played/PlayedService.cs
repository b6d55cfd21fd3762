using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jobvite.Clients.Tests;

/// <summary>
/// A service on its worst day, for one consumer. It refuses the first cursor, is busy, breaks off in the middle, fails, has forgotten a place, tells of
/// an item twice, and in the end has nothing more to say.
/// </summary>
internal sealed class PlayedService : IAsyncDisposable
{
    public const string End = "c8";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();

    private PlayedService(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>What was asked, and when: the place in the feed, or the list.</summary>
    public ConcurrentQueue<(string What, TimeSpan At)> Asked { get; } = new();

    public static async Task<PlayedService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new PlayedService(app);
        app.MapGet("/api/integrations/jobvite/changes", service.Changes);
        app.MapGet("/api/integrations/jobvite/jobs", (RequestDelegate)(http => service.List(http, "jobs", busy: true)));
        app.MapGet("/api/integrations/jobvite/candidates", (RequestDelegate)(http => service.List(http, "candidates", busy: false)));
        app.MapGet("/api/onboarding/processes", (RequestDelegate)(http => service.List(http, "processes", busy: false)));
        await app.StartAsync();
        return service;
    }

    /// <summary>The id of an item, a number in the shape of a UUID.</summary>
    public static string Id(int item) => $"00000000-0000-0000-0000-{item:000000000000}";

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private async Task Changes(HttpContext http)
    {
        var after = http.Request.Query["after"].ToString();
        var time = Note(after);
        await ((after, time) switch
        {
            ("now", 1) => Problem(http, 503, """, "error": "busy" """, retryAfter: 1),
            ("now", _) => Page(http, "c0"),
            ("c0", 1) => Problem(http, 429, """, "error": "too many" """, retryAfter: 1),
            ("c0", 2) => Broken(http),
            ("c0", _) => Page(http, "c2", (1, "c1"), (2, "c2")),
            ("c1", 1) when IsStream(http) => Silent(http),
            ("c1", _) => Page(http, "c2", (2, "c2")),
            ("c2", 1) => Problem(http, 500, """, "error": "failed" """),
            ("c2", _) => Problem(http, 410, """, "error": "gone", "resumeCursor": "c5" """),
            ("c5", _) => Page(http, End, (6, "c6"), (2, "c7"), (7, End)),
            (End, _) => Nothing(http),
            _ => Problem(http, 400, """, "error": "after: is not a cursor", "errors": { "after": ["is not a cursor"] } """),
        });
    }

    private async Task List(HttpContext http, string list, bool busy)
    {
        var cursor = http.Request.Query["cursor"].ToString();
        var time = Note(list + cursor);
        if (busy && cursor.Length == 0 && time == 1)
        {
            await Problem(http, 429, """, "error": "too many" """, retryAfter: 1);
            return;
        }

        var next = cursor.Length == 0 ? "\"2\"" : "null";
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{ "items": [{ "id": "{{Id(100 + time)}}", "title": "{{list}}{{cursor}}" }], "pagination": { "page": 1, "pageSize": 100, "total": 2, "totalPages": 1, "nextCursor": {{next}} } }""");
    }

    private int Note(string what)
    {
        Asked.Enqueue((what, TimeSpan.FromMilliseconds(Environment.TickCount64)));
        return _times.AddOrUpdate(what, 1, (_, times) => times + 1);
    }

    private static bool IsStream(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal);

    private static Task Problem(HttpContext http, int status, string more, int? retryAfter = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        if (retryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return http.Response.WriteAsync($$"""{ "type": "about:blank", "title": "played", "status": {{status}}, "detail": "played"{{more}} }""");
    }

    private static Task Page(HttpContext http, string next, params (int Id, string Cursor)[] items)
    {
        if (IsStream(http))
        {
            return Events(http, items);
        }

        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($$"""{"items":[{{string.Join(',', items.Select(item => Item(item.Id, item.Cursor)))}}],"nextCursor":"{{next}}","hasMore":false}""");
    }

    private static async Task Events(HttpContext http, params (int Id, string Cursor)[] items)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var (id, cursor) in items)
        {
            await http.Response.WriteAsync($"id: {cursor}\nevent: job.updated\ndata: {Item(id, cursor)}\n\n");
        }

        await http.Response.Body.FlushAsync();
    }

    /// <summary>A stream that tells of one item and of half of the next, or half a page; then the connection is gone.</summary>
    private static async Task Broken(HttpContext http)
    {
        if (IsStream(http))
        {
            await Events(http, (1, "c1"));
            await http.Response.WriteAsync($"id: c2\nevent: job.updated\ndata: {Item(2, "c2")[..20]}");
        }
        else
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync($$"""{"items":[{{Item(1, "c1")}},{"id":""");
        }

        await http.Response.Body.FlushAsync();

        // What has arrived when a connection is reset may be thrown away unread.
        await Task.Delay(300);
        http.Abort();
    }

    /// <summary>A stream that begins and says no more, though its connection stays open.</summary>
    private async Task Silent(HttpContext http)
    {
        await Events(http);
        await Hold(http);
    }

    private async Task Nothing(HttpContext http)
    {
        if (IsStream(http))
        {
            await Events(http);
        }

        await Hold(http);
    }

    private async Task Hold(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _ending.Token);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string Item(int id, string cursor) =>
        $$"""{"id":"{{Id(id)}}","cursor":"{{cursor}}","type":"job.updated","kind":"job","op":"updated","recordId":"j1","candidateId":null,"applicationId":null,"jobId":"j1","changed":["title"],"from":null,"to":null,"cause":"webhook","causeId":null,"sourceUpdatedAt":null,"at":"2026-11-28T10:00:02Z"}""";
}
