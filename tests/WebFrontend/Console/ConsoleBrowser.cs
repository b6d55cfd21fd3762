using System.Net;
using System.Text.RegularExpressions;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>What a browser does, without a browser: keeps cookies, follows no redirect, sends forms with their token.</summary>
internal sealed partial class ConsoleBrowser : IDisposable
{
    private readonly Uri _address;
    private readonly SocketsHttpHandler _handler;

    public ConsoleBrowser(FrontHost front)
        : this(front.Address, new())
    {
    }

    /// <summary>At another address than the front's own.</summary>
    public ConsoleBrowser(Uri address, SocketsHttpHandler handler)
    {
        (_address, _handler) = (address, handler);
        (_handler.AllowAutoRedirect, _handler.UseCookies, _handler.CookieContainer) = (false, true, new());
        Client = new(_handler) { BaseAddress = address };
        Client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
    }

    public HttpClient Client { get; }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(_address);

    public static async Task<ConsoleBrowser> SignedIn(FrontHost front, string tenantId, string? scope = null)
    {
        var browser = new ConsoleBrowser(front);
        var answer = await browser.Client.Get(front.Services.GetRequiredService<SignInLinks>().Issue(Tokens.For(tenantId, scope)));
        Assert.Equal("/", answer.Headers.Location?.ToString());
        return browser;
    }

    public Task<HttpResponseMessage> Get(string path) => Client.Get(path);

    public async Task<string> Page(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await Get(path);
        var html = await answer.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}: {html}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return WebUtility.HtmlDecode(html);
    }

    /// <summary>Sends a form, with the antiforgery token of a page that is read first.</summary>
    public async Task<HttpResponseMessage> Send(string path, string tokenFrom, params (string Name, string Value)[] fields)
    {
        var token = TokenField().Match(await Page(tokenFrom)).Groups[1].Value;
        return await SendBare(path, [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <summary>Sends a form without one.</summary>
    public Task<HttpResponseMessage> SendBare(string path, params (string Name, string Value)[] fields) => Client.PostAsync(
        new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), Answers.Cancelled);

    public void Dispose() => Client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
