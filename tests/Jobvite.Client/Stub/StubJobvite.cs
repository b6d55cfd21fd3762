using System.Net;
using System.Text;

namespace Jobvite.Client.Tests;

/// <summary>Answers requests from a list or a function and remembers what was asked.</summary>
internal sealed class StubJobvite : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();

    public List<SeenRequest> Requests { get; } = [];

    /// <summary>Answers when the queue is empty.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage>? Otherwise { get; set; }

    public static HttpResponseMessage Json(string json, int status = 200)
        => new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Body(byte[] body, string? mediaType, int status = 200)
    {
        var content = new ByteArrayContent(body);
        if (mediaType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    public static HttpResponseMessage Redirect(string location)
    {
        var response = new HttpResponseMessage(HttpStatusCode.Redirect) { Content = new StringContent(string.Empty) };
        response.Headers.TryAddWithoutValidation("Location", location);
        return response;
    }

    public StubJobvite Then(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public StubJobvite Then(string json, int status = 200) => Then(_ => Json(json, status));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(new SeenRequest(
            request.Method,
            request.RequestUri!,
            request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken)));
        var answer = _answers.TryDequeue(out var next) ? next : Otherwise ?? throw new InvalidOperationException("The stub has no answer left.");
        return answer(request);
    }
}

internal sealed record SeenRequest(HttpMethod Method, Uri Uri, Dictionary<string, string> Headers, byte[] Body);
