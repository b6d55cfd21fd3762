using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jobvite.Grains.Endpoints;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Notices;

/// <summary>
/// Posts messages as Slack's incoming webhooks take them, and others that are compatible. Connects as deliveries of changes do
/// (<see cref="CustomerConnections"/>): to the public internet, without redirects.
/// </summary>
internal sealed class SlackSender(CustomerConnections connections, IOptions<NoticeOptions> options, TimeProvider time) : IDisposable
{
    private const int MostRead = 1024;
    private const int MostSaid = 100;

    /// <summary>Slack cuts texts of 40,000 characters.</summary>
    private const int MostText = 30_000;

    /// <summary>Everything but what JSON cannot hold stands as it is.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpMessageInvoker _http = new(connections.CreateHandler());

    /// <summary>Never throws but when it is cancelled: what went wrong is in the result, without the URL.</summary>
    public async Task<NoticeOutcome> Send(NoticeMessage message, Uri url, CancellationToken cancellationToken)
    {
        if (!options.Value.AllowWebhooks)
        {
            return NoticeOutcome.Failed("Notices by webhook are not allowed here.");
        }

        using var over = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(BodyOf(message)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            request.Headers.TryAddWithoutValidation("User-Agent", "Jobvite.Orleans");
            using var answer = await _http.SendAsync(request, either.Token);
            var said = await Read(answer, either.Token);
            return answer.IsSuccessStatusCode ? NoticeOutcome.Sent(null) : NoticeOutcome.Failed($"{SendFailure.OfStatus((int)answer.StatusCode)} {said}".Trim());
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return NoticeOutcome.Failed(over.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"No complete answer came within {options.Value.Timeout.TotalSeconds:0.#} seconds.")
                : SendFailure.Of(exception, url));
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Slack reads &amp;, &lt; and &gt; as its own signs: escaped they are text, and nobody is called by <c>&lt;!channel&gt;</c>.</summary>
    internal static byte[] BodyOf(NoticeMessage message)
    {
        var text = $"{message.Title}\n{message.Text.ReplaceLineEndings("\n").Trim()}";
        text = text.Length <= MostText ? text : $"{text[..MostText]}…";
        text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["text"] = text }, Json);
    }

    /// <summary>The beginning of an answer, such as <c>no_service</c>.</summary>
    private static async Task<string> Read(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostRead];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, cancellationToken);
        return NoticeMessage.OneLine(Encoding.UTF8.GetString(buffer, 0, length), MostSaid);
    }
}
