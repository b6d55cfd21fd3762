using System.Net;
using System.Text;
using System.Web;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>The console, webhooks and event streams over HTTPS, behind Debian's nginx with the settings of docs/sign-in.md.</summary>
public sealed class HttpsProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private PlayedAuthority _authority = null!;
    private RsaSecurityKey _key = null!;
    private FrontHost _front = null!;
    private NginxProxy _proxy = null!;
    private string _nonce = "";

    public async ValueTask InitializeAsync()
    {
        if (NginxProxy.Program() is not { } program)
        {
            const string Reason = "nginx is not installed: apt-get install nginx-light";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Reason);
            Assert.Skip(Reason);
            return;
        }

        _authority = await PlayedAuthority.Start();
        _authority.More["end_session_endpoint"] = $"{_authority.Issuer}/end";
        _key = _authority.NewRsaKey("k1");
        _authority.Token = _ => new
        {
            token_type = "Bearer",
            id_token = _authority.Sign(_key, "console", null, claims => claims["nonce"] = _nonce),
            access_token = _authority.Sign(_key, "jobvite", "tenant-behind-proxy", claims => claims["scope"] = "jobvite.read jobvite.manage"),
        };
        var settings = Block("Behind a TLS proxy", "\n```\n").Split('\n').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0].Replace("__", ":", StringComparison.Ordinal), string? (pair) => pair[1]);
        settings["Jwt:Authority"] = _authority.Issuer;
        settings["Jwt:Audience"] = "jobvite";
        settings["Jwt:ClientId"] = "console";
        settings["Frontend:RunEventsPollMilliseconds"] = "50";
        _front = new(settings);
        await _front.InitializeAsync();
        _proxy = await NginxProxy.Start(program, Block("Behind a TLS proxy", "\n```nginx\n"), _front.Address);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in (IAsyncDisposable?[])[_proxy, _front, _authority])
        {
            await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [Fact]
    public async Task A_person_signs_in_with_cookies_that_only_this_host_gets_over_https_and_signs_out()
    {
        using var browser = new ConsoleBrowser(NginxProxy.Address, _proxy.NewHandler());

        var back = await browser.Get(await Authorize(browser));

        Assert.Equal("/sessions", back.Headers.Location?.OriginalString);
        var cookie = Assert.Single(back.Headers.GetValues("Set-Cookie"), one => one.StartsWith("__Host-jobvite=", StringComparison.Ordinal));
        foreach (var attribute in (string[])["; path=/", "; secure", "; httponly", "; samesite=lax"])
        {
            Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
        }

        await browser.Page("/sessions");
        Assert.Contains(browser.Cookies, one => one is { Name: "__Host-jobvite-forms", Secure: true });
        Assert.All(browser.Cookies, one => Assert.True(one.Secure, one.Name));

        var left = WebUtility.HtmlDecode(await (await browser.Send("/sign-out", "/sessions")).Content.ReadAsStringAsync(Answers.Cancelled));
        Assert.Equal($"{NginxProxy.Address}sign-in/signed-out", HttpUtility.ParseQueryString(new Uri(left.Split("content=\"0;url=")[1].Split('"')[0]).Query)["post_logout_redirect_uri"]);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/sessions")).StatusCode);
    }

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/api/integrations/jobvite/config", HttpStatusCode.Unauthorized)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    public async Task Every_answer_asks_browsers_to_stay_with_https(string path, HttpStatusCode expected)
    {
        using var client = _proxy.NewClient();

        var answer = await client.Get(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.StartsWith("max-age=", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    public async Task What_a_caller_says_of_being_forwarded_changes_nothing(string header, string value)
    {
        using var browser = new ConsoleBrowser(NginxProxy.Address, _proxy.NewHandler());
        browser.Client.DefaultRequestHeaders.Add(header, value);

        var away = await browser.Get("/sync");
        await browser.Get(await Authorize(browser));
        var page = await browser.Page("/sessions");

        Assert.Equal("/sign-in?returnTo=%2Fsync", away.Headers.Location?.OriginalString);
        Assert.Contains("this machine", page, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113", page, StringComparison.Ordinal);
        Assert.All(browser.Cookies, one => Assert.True(one.Secure, one.Name));
    }

    [Fact]
    public async Task A_webhook_reaches_the_inbox_byte_for_byte()
    {
        var tenant = _front.NewTenant("tenant-behind-proxy");
        byte[]? received = null;
        var id = Guid.NewGuid();
        tenant.Inbox.Receive(WebhookSource.Candidate, Arg.Do<byte[]>(bytes => received = bytes), "c2lnbmF0dXJl", Arg.Any<CancellationToken>()).Returns(new WebhookReceipt(WebhookOutcome.Accepted, id));
        byte[] body = [.. "{ \"x\":  \"\\u0000"u8, 0xFF, .. "\" }"u8, .. Encoding.ASCII.GetBytes(new string(' ', 700_000))];
        using var client = _proxy.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/jobvite/{tenant.CompanyId}/candidate", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Jobvite-Event-Signature", "c2lnbmF0dXJl");

        var answer = await client.SendAsync(request, Answers.Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(body, received);
    }

    [Fact]
    public async Task An_event_of_a_run_arrives_while_the_run_goes_on()
    {
        var tenant = _front.NewTenant("tenant-behind-proxy");
        var run = Samples.Run();
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(_ => run);
        using var client = _proxy.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _authority.Sign(_key, "jobvite", "tenant-behind-proxy"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/integrations/jobvite/sync/runs/{run.RunId}/events", UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Answers.Cancelled).WaitAsync(Patience, Answers.Cancelled);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Answers.Cancelled));

        foreach (var fetched in (int[])[0, 50, 60])
        {
            run = run with { Progress = new() { Fetched = fetched } };
            Assert.Contains($"\"fetched\":{fetched}", await NextEvent(stream, fetched), StringComparison.Ordinal);
        }

        run = run with { Status = RunStatus.Success };
        await stream.ReadToEndAsync(Answers.Cancelled).WaitAsync(Patience, Answers.Cancelled);
    }

    /// <summary>Reads until the data of an event says so much; what came before may still be of the state before.</summary>
    private static async Task<string> NextEvent(StreamReader stream, int fetched)
    {
        string? line;
        do
        {
            line = await stream.ReadLineAsync(Answers.Cancelled).AsTask().WaitAsync(Patience, Answers.Cancelled);
        }
        while (line is not null && !(line.StartsWith("data:", StringComparison.Ordinal) && line.Contains($"\"fetched\":{fetched}", StringComparison.Ordinal)));
        return line ?? "";
    }

    private async Task<string> Authorize(ConsoleBrowser browser)
    {
        var answer = await browser.Get("/sign-in/authority?returnTo=%2Fsessions");
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        var asked = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal($"{NginxProxy.Address}sign-in/callback", asked["redirect_uri"]);
        _nonce = asked["nonce"]!;
        return $"/sign-in/callback?code=the-code&state={Uri.EscapeDataString(asked["state"]!)}";
    }

    /// <summary>A block of code of docs/sign-in.md, below a heading.</summary>
    private static string Block(string heading, string fence)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent!;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "sign-in.md")).ReplaceLineEndings("\n");
        return page.Split($"\n## {heading}")[1].Split(fence)[1].Split("\n```\n")[0];
    }
}
