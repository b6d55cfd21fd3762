namespace Jobvite.Client.Tests;

public sealed class BodyReaderTests
{
    private const int Limit = 32 * 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_without_end_isLeft_where_it_passes_the_limit()
    {
        await using var endless = new ZeroStream(long.MaxValue);
        using var content = new StreamContent(endless);

        var (buffer, _) = await BodyReader.ReadAsync(content, Limit, new Turns().Take, Ct);

        Assert.Null(buffer);
        Assert.Equal(Limit + 1, long.MaxValue - endless.Left);
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
        var turns = new Turns();

        var (buffer, read) = await BodyReader.ReadAsync(content, 100_000, turns.Take, Ct);

        Assert.Equal(allowed, buffer is not null);
        Assert.Equal(allowed ? length : 0, read);
        Assert.Equal(0, turns.Taken);
    }

    [Theory]
    [InlineData(AnswerBuffers.UsualSize - 1, 0)]
    [InlineData(AnswerBuffers.UsualSize + 1, 1)]
    [InlineData(Limit, 1)]
    [InlineData(Limit + 1, 1)]
    public async Task A_large_body_takes_one_turn_and_gives_it_back(int length, int taken)
    {
        using var content = new StreamContent(new ZeroStream(length));
        var turns = new Turns();

        var (buffer, _) = await BodyReader.ReadAsync(content, Limit, turns.Take, Ct);

        Assert.Equal((length <= Limit, taken, taken), (buffer is not null, turns.Taken, turns.Returned));
    }

    [Fact]
    public void What_was_read_is_wiped_before_the_buffer_is_lent_again()
    {
        var buffer = AnswerBuffers.Rent(AnswerBuffers.UsualSize + 1);
        buffer.AsSpan(0, 1000).Fill(7);
        AnswerBuffers.Return(buffer, 1000);

        var again = AnswerBuffers.Rent(AnswerBuffers.UsualSize + 1);

        Assert.Same(buffer, again);
        Assert.True(again.AsSpan(0, 1000).IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public async Task A_company_reads_one_large_answer_at_a_time_and_waits_for_no_other()
    {
        using var large = new LargeAnswers();
        using var first = await large.Turn("acme", Ct);

        var second = large.Turn("acme", Ct).AsTask();
        using var other = await large.Turn("other", Ct);
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
    }

    private sealed class Turns : IDisposable
    {
        public int Taken { get; private set; }

        public int Returned { get; private set; }

        public ValueTask<IDisposable> Take(CancellationToken ct)
        {
            Taken++;
            return ValueTask.FromResult<IDisposable>(this);
        }

        public void Dispose() => Returned++;
    }

    private sealed class ZeroStream(long length) : Stream
    {
        public long Left { get; private set; } = length;

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
            var read = (int)Math.Min(Left, count);
            Left -= read;
            Array.Clear(buffer, offset, read);
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(Left, buffer.Length);
            Left -= read;
            buffer.Span[..read].Clear();
            return ValueTask.FromResult(read);
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
