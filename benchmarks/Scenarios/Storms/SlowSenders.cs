using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jobvite.Benchmarks.Storms;

/// <summary>Connections that send a byte a second, half of them in the middle of a body and half in the middle of a header; whoever is cut off comes back.</summary>
internal sealed class SlowSenders(int port, string companyId)
{
    private static readonly TimeSpan Drop = TimeSpan.FromSeconds(1);

    private readonly byte[] _body = Encoding.ASCII.GetBytes(
        $"POST /webhooks/jobvite/{companyId}/candidate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");

    private readonly byte[] _header = Encoding.ASCII.GetBytes($"POST /webhooks/jobvite/{companyId}/candidate HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    private int _cut;

    /// <summary>How often the server has had enough.</summary>
    public int Cut => _cut;

    public Task Run(int connections, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, connections).Select(number => Keep(number % 2 == 0 ? _body : _header, stop)));

    private async Task Keep(byte[] beginning, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Drip(beginning, stop);
            }
            catch (Exception problem) when (problem is SocketException or OperationCanceledException)
            {
                Interlocked.Add(ref _cut, stop.IsCancellationRequested ? 0 : 1);
            }
        }
    }

    private async Task Drip(byte[] beginning, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
        await socket.SendAsync(beginning, stop);
        while (socket.Available == 0)
        {
            await Task.Delay(Drop, stop);
            await socket.SendAsync("1"u8.ToArray(), stop);
        }

        // An answer to a request that is not whole: it was cut off.
        Interlocked.Increment(ref _cut);
    }
}
