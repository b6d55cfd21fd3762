using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Jobvite.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection that knows just enough of HTTP to find the end of an answer: an HTTP client that knows more would take
/// as much of the machine as the server under test.
/// </summary>
internal sealed class LoadConnection(int port) : IDisposable
{
    private const int LongestAnswer = 256 * 1024;

    // Small at first: thousands of these may be open at once.
    private byte[] _buffer = new byte[2 * 1024];
    private Socket? _socket;

    /// <summary>Answers that asked to come back and did not say when.</summary>
    public long WithoutRetryAfter { get; private set; }

    /// <summary>The status, or 0 when the connection ended.</summary>
    public async Task<int> Ask(byte[] request)
    {
        try
        {
            var socket = _socket ??= await Connect();
            await socket.SendAsync(request);
            return await Answer(socket);
        }
        catch (SocketException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private async Task<int> Answer(Socket socket)
    {
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0)
            {
                Dispose();
                return 0;
            }

            filled += read;
            if (IsWhole(_buffer.AsSpan(0, filled), out var status, out var closes))
            {
                if (closes)
                {
                    Dispose();
                }

                if (status is 429 or 503 && _buffer.AsSpan(0, filled).IndexOf("Retry-After: "u8) < 0)
                {
                    WithoutRetryAfter++;
                }

                return status;
            }

            if (filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, filled < LongestAnswer ? filled * 2 : throw new InvalidOperationException($"An answer is longer than {filled} bytes."));
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer, out int status, out bool closes)
    {
        (status, closes) = (0, false);
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = answer[..(end + 2)];
        var body = answer[(end + 4)..];
        _ = Utf8Parser.TryParse(head[9..], out status, out _);
        closes = head.IndexOf("Connection: close"u8) >= 0;
        var length = head.IndexOf("Content-Length: "u8);
        return length >= 0 && Utf8Parser.TryParse(head[(length + 16)..], out int expected, out _)
            ? body.Length >= expected
            : status is 204 or 304 || body.EndsWith("0\r\n\r\n"u8);
    }
}
