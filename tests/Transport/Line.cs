using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Jobvite.Transport.Tests;

/// <summary>A connection in memory; what one end writes, the other one reads.</summary>
internal sealed class Line
{
    private readonly MemoryStream _overheard = new();

    public Line()
    {
        Pipe toServer = new(), toClient = new();
        ServerTransport = new Duplex(toServer.Reader, toClient.Writer);
        Server = End(ServerTransport, 11111);
        Client = End(new Duplex(toClient.Reader, new Tapped(toServer.Writer, _overheard)), 50000);
    }

    public DefaultConnectionContext Client { get; }

    public DefaultConnectionContext Server { get; }

    public IDuplexPipe ServerTransport { get; }

    /// <summary>What somebody on the wire sees of the client's words.</summary>
    public string Overheard => Encoding.Latin1.GetString(_overheard.ToArray());

    public static async Task Say(ConnectionContext connection, string words) => await connection.Transport.Output.WriteAsync(Encoding.UTF8.GetBytes(words));

    /// <summary>Listens for so many bytes.</summary>
    public static async Task<string> Hear(ConnectionContext connection, int length)
    {
        var result = await connection.Transport.Input.ReadAtLeastAsync(length);
        var heard = Encoding.UTF8.GetString(result.Buffer);
        connection.Transport.Input.AdvanceTo(result.Buffer.End);
        return heard;
    }

    private static DefaultConnectionContext End(IDuplexPipe transport, int port) =>
        new($"line-{port}", transport, transport) { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Tapped(PipeWriter writer, MemoryStream overheard) : PipeWriter
    {
        private Memory<byte> _memory;

        public override void Advance(int bytes)
        {
            overheard.Write(_memory.Span[..bytes]);
            writer.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void CancelPendingFlush() => writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => writer.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => writer.FlushAsync(cancellationToken);
    }
}
