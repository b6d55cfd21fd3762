namespace Jobvite.WebFrontend;

/// <summary>
/// Takes what is written without waiting, and sends it with the next write that waits: a ZIP ends its entries without waiting, and the
/// connection of a slow reader would hold the thread. What it keeps is as long as the end of an entry.
/// </summary>
internal sealed class LateWrites(Stream body) : Stream
{
    private readonly MemoryStream _late = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _late.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _late.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await SendLate(cancellationToken);
        await body.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // With the next write, or FlushAsync.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendLate(cancellationToken);
        await body.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _late.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask SendLate(CancellationToken cancellationToken)
    {
        if (_late.Length > 0)
        {
            await body.WriteAsync(_late.GetBuffer().AsMemory(0, (int)_late.Length), cancellationToken);
            _late.SetLength(0);
        }
    }
}
