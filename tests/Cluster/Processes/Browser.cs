using System.Net;
using System.Text.RegularExpressions;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>What a browser does, without a browser: keeps its cookies, which go by host and not by port, and sends forms with their token.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    /// <summary>A page that must be there.</summary>
    public async Task<string> Page(Front front, string path)
    {
        using var answer = await _http.GetAsync(new Uri(front.Url, path), TestContext.Current.CancellationToken);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {answer.Headers.Location}: {html}");
        return html;
    }

    /// <summary>Reads the form at one front end and sends it to another.</summary>
    public async Task<HttpResponseMessage> Submit((Front Front, string Path) page, (Front Front, string Path) form, params (string Name, string Value)[] fields)
    {
        var token = TokenField().Match(await Page(page.Front, page.Path)).Groups[1].Value;
        using var content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", token)]);
        return await _http.PostAsync(new Uri(form.Front.Url, form.Path), content, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
