using System.Net.Http.Headers;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>
/// What stands between callers and front ends: they take turns, and one that does not take the connection, or breaks it, is left out for
/// this request. A front end that is not being restarted must never do so.
/// </summary>
internal sealed class LoadBalancer(IReadOnlyList<Front> fronts) : IDisposable
{
    /// <summary>A front end gives a request up after 35 seconds; whoever waits for longer has been forgotten.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(45);

    private readonly HttpClient[] _clients = [.. fronts.Select(front => new HttpClient { BaseAddress = front.Url, Timeout = LongestAnswer })];
    private int _turn;

    /// <summary>One request, to another front end if the first one is away.</summary>
    /// <returns>Null when no front end takes it.</returns>
    public async Task<HttpResponseMessage?> Send(HttpMethod method, string path, AuthenticationHeaderValue? token, Func<HttpContent>? body = null, params (string Name, string Value)[] headers)
    {
        var first = Interlocked.Increment(ref _turn) & int.MaxValue;
        for (var i = 0; i < fronts.Count; i++)
        {
            var chosen = (first + i) % fronts.Count;
            var restarts = fronts[chosen].Restarts;
            using var request = new HttpRequestMessage(method, path) { Content = body?.Invoke() };
            request.Headers.Authorization = token;
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            try
            {
                return await _clients[chosen].SendAsync(request, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException exception)
            {
                // It may have been asked to stop, or have come back, while the request was on its way.
                Assert.True(restarts > 0 || fronts[chosen].Restarts > 0, $"A front end that was not restarted broke a connection: {exception}");
            }
        }

        return null;
    }

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
}
