namespace Jobvite.Client.Tests;

public sealed class BodyReaderTests
{
    private const int Limit = 32 * 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_without_end_takes_no_more_room_than_the_largest_that_is_allowed()
    {
        // Each doubling of a buffer from 64 KiB to the limit, and not the one beyond it.
        const long Room = (2L * Limit) + (1024 * 1024);
        using var content = new StreamContent(new ZeroStream(long.MaxValue));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (buffer, _) = await BodyReader.ReadAsync(content, Limit, Ct);

        Assert.Null(buffer);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Room);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(99_999, true)]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    [InlineData(200_000, false)]
    public async Task A_body_is_read_whole_up_to_the_limit(int length, bool allowed)
    {
        using var content = new StreamContent(new ZeroStream(length));

        var (buffer, read) = await BodyReader.ReadAsync(content, 100_000, Ct);

        Assert.Equal(allowed, buffer is not null);
        Assert.Equal(allowed ? length : 0, read);
    }

    /// <summary>Answers every read at once, so that all of it happens on the caller's thread.</summary>
    private sealed class ZeroStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(_left, count);
            _left -= read;
            Array.Clear(buffer, offset, read);
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(_left, buffer.Length);
            _left -= read;
            buffer.Span[..read].Clear();
            return ValueTask.FromResult(read);
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
