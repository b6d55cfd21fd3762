using System.Globalization;
using System.Net;
using System.Text;
using System.Web;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>Jobvite's lists by HTTP, with the habits that a test gives them.</summary>
internal sealed class PlayedHttp : HttpMessageHandler
{
    private readonly List<(int Start, int Count)> _pages = [];

    /// <summary>How many jobs and how many candidates the lists hold.</summary>
    public int Size { get; set; }

    /// <summary>Jobs that exist and are in no list, with their state.</summary>
    public Dictionary<string, string> Hidden { get; } = [];

    /// <summary>What a page says that the list holds, by where it starts.</summary>
    public Func<int, int?> Total { get; set; } = static _ => 0;

    /// <summary>The most that a page brings, by where it starts.</summary>
    public Func<int, int> Cap { get; set; } = static _ => 500;

    /// <summary>How many characters a record is padded with.</summary>
    public Func<int, int> Weight { get; set; } = static _ => 0;

    /// <summary>Answers in place of the list, by the number of the list request, from 1.</summary>
    public Func<int, HttpResponseMessage?> Instead { get; set; } = static _ => null;

    /// <summary>Called with the number of each list request, from 1, before it is answered.</summary>
    public Action<int> Before { get; set; } = static _ => { };

    /// <summary>Awaited before each answer.</summary>
    public Func<Task> OnRequest { get; set; } = static () => Task.CompletedTask;

    /// <summary>The list requests, second looks included.</summary>
    public IReadOnlyList<(int Start, int Count)> Pages => _pages;

    /// <summary>The requests for jobs by their ids.</summary>
    public List<string> ByIds { get; } = [];

    public static HttpResponseMessage Html(HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent("<html><body>Maintenance</body></html>", Encoding.UTF8, "text/html") };

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Redirect(string target) =>
        new(HttpStatusCode.Redirect) { Content = new StringContent(""), Headers = { Location = new Uri(target) } };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await OnRequest();
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var isJob = request.RequestUri.AbsolutePath.EndsWith("/job", StringComparison.Ordinal);
        if (query["ids"] is { } ids)
        {
            ByIds.Add(ids);
            return ByIdsAnswer(ids.Split(','));
        }

        var (start, count) = (int.Parse(query["start"]!, CultureInfo.InvariantCulture), int.Parse(query["count"]!, CultureInfo.InvariantCulture));
        _pages.Add((start, count));
        Before(_pages.Count);
        if (Instead(_pages.Count) is { } answer)
        {
            return answer;
        }

        // What changed since the run began: nothing.
        var size = query["datestart"] is null ? Size : 0;
        var entries = Enumerable.Range(0, size).Skip(start).Take(Math.Min(count, Cap(start))).Select(i => isJob
            ? $$"""{"eId":"{{Id(i)}}","jobState":"Open","description":"{{new string('x', Weight(i))}}"}"""
            : $$"""{"eId":"p{{i:0000}}","title":"{{new string('x', Weight(i))}}","application":{"eId":"a{{i:0000}}","workflowState":"New"} }""");
        var total = query["datestart"] is not null ? "\"total\":0," : Total(start) is { } said ? $"\"total\":{said}," : "";
        return Json($$"""{{{total}}"{{(isJob ? "requisitions" : "candidates")}}":[{{string.Join(',', entries)}}]}""");
    }

    public static string Id(int job) => $"j{job:0000}";

    private HttpResponseMessage ByIdsAnswer(string[] ids)
    {
        var listed = Enumerable.Range(0, Size).Select(Id).ToDictionary(id => id, _ => "Open");
        var jobs = ids.Where(id => listed.ContainsKey(id) || Hidden.ContainsKey(id))
            .Select(id => $$"""{"eId":"{{id}}","jobState":"{{Hidden.GetValueOrDefault(id, "Open")}}"}""");
        return Json($$"""{"requisitions":[{{string.Join(',', jobs)}}]}""");
    }
}
