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
