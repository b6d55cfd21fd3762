using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Jobvite.Sandbox;

/// <summary>A web server without a network: requests come from handlers in the same process and are answered on the caller's thread.</summary>
internal sealed class MemoryServer : IServer
{
    private Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? _answer;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _answer = (request, cancelled) => AnswerAsync(application, request, cancelled);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public HttpMessageHandler CreateHandler() => new Handler(this);

    public void Dispose()
    {
        // Nothing is held.
    }

    private static async Task<HttpResponseMessage> AnswerAsync<TContext>(
        IHttpApplication<TContext> application, HttpRequestMessage request, CancellationToken cancelled)
        where TContext : notnull
    {
        using var exchange = new MemoryExchange(cancelled);
        await exchange.TakeAsync(request, cancelled);
        var context = application.CreateContext(exchange.Features);
        try
        {
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
        }
        catch (Exception problem)
        {
            application.DisposeContext(context, problem);
            cancelled.ThrowIfCancellationRequested();
            if (exchange.IsAborted)
            {
                throw new HttpRequestException("The connection was closed.", problem);
            }

            throw;
        }

        return exchange.IsAborted ? throw new HttpRequestException("The connection was closed.") : exchange.Answer();
    }

    private sealed class Handler(MemoryServer server) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            server._answer is { } answer ? answer(request, cancellationToken) : throw new HttpRequestException("The sandbox has not started.");
    }

    /// <summary>One request and its answer.</summary>
    private sealed class MemoryExchange : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _aborting;
        private readonly MemoryStream _body = new();
        private readonly HttpResponseFeature _response = new();

        public MemoryExchange(CancellationToken cancelled)
        {
            _aborting = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            RequestAborted = _aborting.Token;
            Features.Set<IHttpRequestLifetimeFeature>(this);
            Features.Set<IHttpResponseFeature>(_response);
            Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
        }

        public FeatureCollection Features { get; } = new();

        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort()
        {
            IsAborted = true;
            _aborting.Cancel();
        }

        public async Task TakeAsync(HttpRequestMessage request, CancellationToken cancelled)
        {
            var feature = new HttpRequestFeature
            {
                Method = request.Method.Method,
                Scheme = request.RequestUri!.Scheme,
                Path = Uri.UnescapeDataString(request.RequestUri.AbsolutePath),
                QueryString = request.RequestUri.Query,
                Protocol = "HTTP/1.1",
            };
            feature.Headers.Host = request.RequestUri.Authority;
            foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
            {
                feature.Headers[name] = values.ToArray();
            }

            if (request.Content is { } content)
            {
                feature.Body = new MemoryStream(await content.ReadAsByteArrayAsync(cancelled));
            }

            Features.Set<IHttpRequestFeature>(feature);
        }

        public HttpResponseMessage Answer()
        {
            var message = new HttpResponseMessage((HttpStatusCode)_response.StatusCode) { Content = new ByteArrayContent(_body.ToArray()) };
            foreach (var (name, values) in _response.Headers)
            {
                if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                {
                    message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
                }
            }

            return message;
        }

        public void Dispose() => _aborting.Dispose();
    }
}
