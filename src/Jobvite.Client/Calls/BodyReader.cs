using System.Buffers;
using System.Threading.RateLimiting;

namespace Jobvite.Client;

internal static class BodyReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Reads a body into a rented buffer. The limit counts bytes after decompression, so a small answer cannot unpack into a large one.</summary>
    /// <param name="content">The body.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <param name="turn">Asked before a body is given more than <see cref="AnswerBuffers.UsualSize"/>; what it returns is disposed after reading.</param>
    /// <param name="ct">Ends reading.</param>
    /// <returns>The buffer, to be given back to <see cref="AnswerBuffers"/>, and how much of it is filled; no buffer when the body is larger than allowed.</returns>
    public static async Task<(byte[]? Buffer, int Length)> ReadAsync(
        HttpContent content, int limit, Func<CancellationToken, ValueTask<IDisposable>> turn, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limit)
        {
            return (null, 0);
        }

        var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var first = (int)Math.Min(limit, (content.Headers.ContentLength ?? FirstBuffer) + 1);
        var holds = first > AnswerBuffers.UsualSize ? await turn(ct).ConfigureAwait(false) : null;
        byte[]? buffer = null;
        var length = 0;
        try
        {
            buffer = AnswerBuffers.Rent(first);
            while (true)
            {
                if (length >= limit)
                {
                    // Whether there is more is found out without room for it: a pool's next size is twice as large.
                    var more = await stream.ReadAsync(new byte[1], ct).ConfigureAwait(false) > 0;
                    return more ? (null, 0) : (Keep(ref buffer), length);
                }

                if (length == buffer.Length)
                {
                    var size = (int)Math.Min(limit, buffer.Length * 2L);
                    holds ??= size > AnswerBuffers.UsualSize ? await turn(ct).ConfigureAwait(false) : null;
                    buffer = Grow(buffer, length, size);
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, limit) - length), ct).ConfigureAwait(false);
                length += read;
                if (read == 0)
                {
                    return (Keep(ref buffer), length);
                }
            }
        }
        finally
        {
            if (buffer is not null)
            {
                AnswerBuffers.Return(buffer, length);
            }

            holds?.Dispose();
        }
    }

    private static byte[] Keep(ref byte[]? buffer)
    {
        var kept = buffer!;
        buffer = null;
        return kept;
    }

    private static byte[] Grow(byte[] buffer, int length, int size)
    {
        var larger = AnswerBuffers.Rent(size);
        buffer.AsSpan(0, length).CopyTo(larger);
        AnswerBuffers.Return(buffer, length);
        return larger;
    }
}

/// <summary>
/// Lends buffers for answers. Large ones come from a pool of their own that keeps one of each size: the shared pool would keep one for every
/// thread that ever had one.
/// </summary>
internal static class AnswerBuffers
{
    /// <summary>Larger than nearly every page of 500 records: what needs more waits for its turn (<see cref="LargeAnswers"/>).</summary>
    public const int UsualSize = 4 * 1024 * 1024;

    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(maxArrayLength: 32 * 1024 * 1024, maxArraysPerBucket: 1);

    public static byte[] Rent(int size) => For(size).Rent(size);

    /// <param name="buffer">Rented here.</param>
    /// <param name="used">How much of it was written to: candidates' data must not lie about in a buffer that the next borrower sees.</param>
    public static void Return(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        For(buffer.Length).Return(buffer);
    }

    private static ArrayPool<byte> For(int size) => size <= UsualSize ? ArrayPool<byte>.Shared : Large;
}

/// <summary>Lets each company read one large answer at a time, so that many that have no end take no more memory than one.</summary>
internal sealed class LargeAnswers : IDisposable
{
    // A limiter that is not used is forgotten after some seconds.
    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(static tag =>
        RateLimitPartition.GetConcurrencyLimiter(tag, static _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue }));

    /// <summary>Waits for the company's turn, which ends when it is disposed.</summary>
    public ValueTask<RateLimitLease> Turn(string companyTag, CancellationToken ct) => _turns.AcquireAsync(companyTag, 1, ct);

    public void Dispose() => _turns.Dispose();
}
