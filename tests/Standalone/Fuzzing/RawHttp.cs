using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Jobvite.Standalone.Tests.Fuzzing;

/// <summary>A request as it goes over the wire, so that it can be as wrong as a stranger's.</summary>
/// <param name="About">Which operation or form it is for.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="IsHttp">False when a server may close the connection without an answer: the framing is wrong, or more is sent than any server reads.</param>
internal sealed record RawRequest(string About, byte[] Bytes, bool IsHttp = true)
{
    private readonly string _head = Encoding.Latin1.GetString(Bytes, 0, Math.Min(Bytes.Length, 2048));

    public string Method => _head.Split(' ')[0];

    /// <summary>Path and query as they were sent.</summary>
    public string Target => _head.Split(' ') is [_, var target, ..] ? target : "";

    public static RawRequest Of(string about, string method, string target, IEnumerable<(string Name, string Value)> headers, byte[] body, bool isHttp = true)
    {
        var head = new StringBuilder().Append(method).Append(' ').Append(target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return new RawRequest(about, [.. Odd.Bytes(head.Append("\r\n").ToString()), .. body], isHttp);
    }

    /// <summary>A shell line that sends it again.</summary>
    public string Replay(Uri server) => $"echo {Convert.ToBase64String(Bytes)} | base64 -d | nc -q 5 {server.Host} {server.Port}";
}

/// <summary>What came back.</summary>
/// <param name="Status">0 when the connection was closed without an answer.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">Of an event stream, how it begins.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public static readonly RawAnswer None = new(0, "", "");

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(parts => parts[1].Trim())
        .FirstOrDefault();
}

/// <summary>Sends requests byte by byte, each on a connection of its own.</summary>
internal static class RawHttp
{
    /// <summary>Null when no answer was complete within the deadline.</summary>
    public static async Task<RawAnswer?> Send(Uri server, RawRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        using var connection = new TcpClient { NoDelay = true };
        var received = new MemoryStream();
        try
        {
            await connection.ConnectAsync(server.Host, server.Port, deadline.Token);
            var stream = connection.GetStream();
            var sending = Write(stream, request.Bytes, deadline.Token);
            await Receive(stream, received, deadline.Token);
            connection.Close();
            await sending;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Closed without an answer, or before everything was sent: what came until then counts.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return Parse(received.ToArray());
    }

    private static async Task Write(NetworkStream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The server has heard enough.
        }
    }

    private static async Task Receive(NetworkStream stream, MemoryStream received, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            received.Write(buffer, 0, count);
            if (IsEventStream(received))
            {
                return;
            }
        }
    }

    private static bool IsEventStream(MemoryStream received)
    {
        var head = Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)Math.Min(received.Length, 4096));
        return head.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) && head.Contains("\r\n\r\n", StringComparison.Ordinal);
    }

    private static RawAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0 || !bytes.AsSpan().StartsWith("HTTP/1.1 "u8))
        {
            return RawAnswer.None;
        }

        var head = Encoding.Latin1.GetString(bytes, 0, end);
        var body = bytes[(end + 4)..];
        var answer = new RawAnswer(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head, "");
        var chunked = answer.Header("Transfer-Encoding") == "chunked" && answer.Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) != true;
        return answer with { Body = Encoding.UTF8.GetString(chunked ? Joined(body) : body) };
    }

    private static byte[] Joined(byte[] chunks)
    {
        var whole = new MemoryStream();
        var rest = chunks.AsSpan();
        while (rest.IndexOf("\r\n"u8) is > 0 and var end
            && int.TryParse(Encoding.ASCII.GetString(rest[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
            && size > 0 && rest.Length >= end + 2 + size)
        {
            whole.Write(rest.Slice(end + 2, size));
            rest = rest[Math.Min(rest.Length, end + 4 + size)..];
        }

        return whole.ToArray();
    }
}
