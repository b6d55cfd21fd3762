using System.Net;
using System.Text.RegularExpressions;

namespace Jobvite.Benchmarks.Workbenches;

/// <summary>A person of one company at the console: signs in with a token at the first page, and keeps the cookie.</summary>
internal sealed partial class ConsoleVisitor(Service service, Customer customer) : IDisposable
{
    private readonly HttpClient _http = MakeClient(service);
    private bool _isSignedIn;

    /// <summary>Reads a page to its end.</summary>
    /// <exception cref="HttpRequestException">It was not answered with success.</exception>
    public async Task<byte[]> Open(string path, CancellationToken cancellationToken = default)
    {
        if (!_isSignedIn)
        {
            await SignIn(cancellationToken);
        }

        return await _http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient MakeClient(Service service)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return http;
    }

    private async Task SignIn(CancellationToken cancellationToken)
    {
        var form = await _http.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancellationToken);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "token",
            ["token"] = service.Token(customer),
            ["__RequestVerificationToken"] = TokenField().Match(form).Groups[1].Value,
        });
        using var entered = await _http.PostAsync(new Uri("/sign-in", UriKind.Relative), content, cancellationToken);
        _isSignedIn = entered.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
