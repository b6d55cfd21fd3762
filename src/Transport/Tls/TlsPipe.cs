using System.IO.Pipelines;
using System.Net.Security;

namespace Jobvite.Transport.Tls;

/// <summary>A connection's two directions, encrypted.</summary>
internal sealed class TlsPipe : IDuplexPipe, IAsyncDisposable
{
    /// <summary>A TLS record holds up to 16 KiB.</summary>
    private const int RecordSize = 16 * 1024;

    private readonly SslStream _stream;

    public TlsPipe(SslStream stream)
    {
        _stream = stream;
        var both = new DuplexStream(stream, stream);
        Input = PipeReader.Create(both, new StreamPipeReaderOptions(bufferSize: RecordSize, minimumReadSize: RecordSize / 4, leaveOpen: true));
        Output = PipeWriter.Create(both, new StreamPipeWriterOptions(minimumBufferSize: RecordSize, leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>A stream that lies over a pipe and leaves the pipe open to its owner.</summary>
    public static SslStream Over(IDuplexPipe transport) =>
        new(new DuplexStream(transport.Input.AsStream(leaveOpen: true), transport.Output.AsStream(leaveOpen: true)), leaveInnerStreamOpen: false);

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync().ConfigureAwait(false);
        await Output.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }
}
