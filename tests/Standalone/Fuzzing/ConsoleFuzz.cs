using System.Net;
using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Fuzzing;

/// <summary>A form of a page, and the fields that a browser would send.</summary>
internal sealed record ConsoleForm(string Action, string Method, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The handler's name, or the address.</summary>
    public string Name => Fields.FirstOrDefault(f => f.Name == "_handler").Value ?? Action;
}

/// <summary>Somebody signed in to the console, who has read every page that links lead to.</summary>
internal sealed partial class ConsoleFuzz : IDisposable
{
    private const int MostPages = 80;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly List<(string Page, ConsoleForm Form)> _forms = [];
    private readonly List<string> _pages = [];

    private ConsoleFuzz(Uri server)
    {
        _server = server;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = server };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public IReadOnlyList<string> Pages => _pages;

    public IEnumerable<ConsoleForm> Posts => _forms.Select(f => f.Form).Where(f => f.Method == "POST");

    public string CookieHeader => _cookies.GetCookieHeader(_server);

    /// <summary>Signs in with a token, in the form, and reads the console.</summary>
    public static async Task<ConsoleFuzz> SignIn(Uri server, string token, string firstPage = "/", int mostPages = MostPages)
    {
        var console = new ConsoleFuzz(server);
        var form = FormsOf("/sign-in", await console.Page("/sign-in")).Single(f => f.Fields.Any(field => field.Name == "token"));
        using var answer = await console._http.PostAsync(
            new Uri(form.Action, UriKind.Relative),
            new FormUrlEncodedContent(form.Fields.Select(f => KeyValuePair.Create(f.Name, f.Name == "token" ? token : f.Value))),
            TestContext.Current.CancellationToken);
        Assert.DoesNotContain("/sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        await console.Crawl(firstPage, mostPages);
        return console;
    }

    /// <summary>Posts of every form but those named, and gets of every page with an odd query.</summary>
    public IEnumerable<RawRequest> Requests(int count, Random random, Func<ConsoleForm, bool> wanted)
    {
        var posts = _forms.Where(f => f.Form.Method == "POST" && wanted(f.Form)).ToArray();
        var gets = _forms.Where(f => f.Form.Method == "GET").ToArray();
        for (var number = 0; number < count; number++)
        {
            yield return random.Next(4) switch
            {
                0 when gets.Length > 0 => Search(gets[number % gets.Length].Form, random),
                1 => Visit(Odd.Pick(random, _pages), random),
                _ when posts.Length > 0 => Post(posts[number % posts.Length].Form, random),
                _ => Visit(Odd.Pick(random, _pages), random),
            };
        }
    }

    public void Dispose() => _http.Dispose();

    private RawRequest Post(ConsoleForm form, Random random)
    {
        var about = $"form {form.Name} of {form.Action}";
        var fields = form.Fields.Where(_ => random.Next(12) != 0)
            .Select(f => (f.Name, Value: random.Next(f.Name.StartsWith("__", StringComparison.Ordinal) || f.Name == "_handler" ? 20 : 3) == 0 ? Odd.Text(random) : f.Value)).ToList();
        if (random.Next(6) == 0)
        {
            fields.Add((random.Next(2) == 0 && fields.Count > 0 ? fields[0].Name : Odd.Text(random), Odd.Text(random)));
        }

        var (type, body) = random.Next(8) switch
        {
            0 => ("multipart/form-data; boundary=zz", string.Concat(fields.Select(f => $"--zz\r\nContent-Disposition: form-data; name=\"{f.Name}\"\r\n\r\n{f.Value}\r\n")) + "--zz--\r\n"),
            1 => (Odd.MediaType(random), Odd.Text(random)),
            _ => ("application/x-www-form-urlencoded", string.Join('&', fields.Select(f => $"{Odd.Escape(f.Name)}={Odd.Escape(f.Value)}"))),
        };
        var bytes = Odd.Bytes(body);
        return RawRequest.Of(about, "POST", form.Action, [.. Headers(random), ("Content-Type", type), ("Content-Length", $"{bytes.Length}")], bytes);
    }

    private RawRequest Search(ConsoleForm form, Random random) => RawRequest.Of(
        $"search {form.Action}", "GET",
        form.Action + "?" + string.Join('&', form.Fields.Where(_ => random.Next(3) != 0).Append((Odd.Text(random), Odd.Text(random))).Select(f => $"{Odd.Escape(f.Item1)}={Odd.Escape(random.Next(2) == 0 ? Odd.Text(random) : f.Item2)}")),
        Headers(random), []);

    private RawRequest Visit(string page, Random random)
    {
        var parts = page.Split('?')[0].Split('/');
        if (random.Next(2) == 0)
        {
            parts[^1] = Odd.Segment(random);
        }

        return RawRequest.Of($"page {page}", random.Next(20) == 0 ? "DELETE" : "GET", string.Join('/', parts) + (random.Next(2) == 0 ? $"?returnTo={Odd.Escape(Odd.Text(random))}&page={Odd.Escape(Odd.Text(random))}" : ""), Headers(random), []);
    }

    private IEnumerable<(string, string)> Headers(Random random)
    {
        yield return ("Connection", "close");
        yield return ("Host", "localhost");
        yield return ("Accept", "text/html");
        if (random.Next(20) != 0)
        {
            yield return ("Cookie", CookieHeader);
        }

        if (random.Next(3) == 0)
        {
            yield return Odd.Header(random);
        }
    }

    private async Task Crawl(string firstPage, int mostPages)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { firstPage };
        var waiting = new Queue<string>(found);
        while (_pages.Count < mostPages && waiting.TryDequeue(out var path))
        {
            var html = await Page(path);
            _pages.Add(path);
            _forms.AddRange(FormsOf(path, html).Where(form => !_forms.Exists(other => other.Form.Name == form.Name && other.Form.Action == form.Action)).Select(form => (path, form)));
            foreach (var link in Link().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Split('#')[0]).Where(found.Add))
            {
                waiting.Enqueue(link);
            }
        }
    }

    private async Task<string> Page(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
    }

    private static IEnumerable<ConsoleForm> FormsOf(string page, string html) => Form().Matches(html).Select(form =>
    {
        var action = Attribute(form.Groups[1].Value, "action") ?? page;
        var fields = Control().Matches(form.Groups[2].Value)
            .Select(control => (Name: Attribute(control.Value, "name"), Value: Attribute(control.Value, "value") ?? (control.Value.StartsWith("<select", StringComparison.Ordinal) ? Attribute(control.Value[7..], "value") : null) ?? ""))
            .Where(field => field.Name is not null)
            .Select(field => (field.Name!, field.Value));
        return new ConsoleForm(action.Length == 0 ? page : action, (Attribute(form.Groups[1].Value, "method") ?? "get").ToUpperInvariant(), [.. fields]);
    });

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $@"\b{name}=(?:""([^""]*)""|([^\s>""]+))") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value + match.Groups[2].Value) : null;

    [GeneratedRegex(@"<form\b([^>]*)>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"<(?:input|button|textarea|option)\b[^>]*>|<select\b[^>]*>\s*<option[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Control();

    [GeneratedRegex(@"\bhref=""?(/(?!assets|_|health|openapi|scalar|metrics)[^""\s>]*)")]
    private static partial Regex Link();
}
