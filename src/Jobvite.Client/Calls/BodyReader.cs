using System.Buffers;

namespace Jobvite.Client;

internal static class BodyReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Reads a body into a rented buffer. The limit counts bytes after decompression, so a small answer cannot unpack into a large one.</summary>
    /// <returns>The buffer and how much of it is filled; no buffer when the body is larger than allowed.</returns>
    public static async Task<(byte[]? Buffer, int Length)> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limit)
        {
            return (null, 0);
        }

        var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, (content.Headers.ContentLength ?? FirstBuffer) + 1));
        var length = 0;
        try
        {
            while (true)
            {
                if (length >= limit)
                {
                    // Whether there is more is found out without room for it: a pool's next size is twice as large.
                    length += await stream.ReadAsync(new byte[1], ct).ConfigureAwait(false);
                    break;
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length, limit);
                }

                var room = buffer.AsMemory(length, Math.Min(buffer.Length, limit) - length);
                var read = await stream.ReadAsync(room, ct).ConfigureAwait(false);
                length += read;
                if (read == 0)
                {
                    break;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            throw;
        }

        if (length <= limit)
        {
            return (buffer, length);
        }

        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return (null, 0);
    }

    private static byte[] Grow(byte[] buffer, int length, int limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, buffer.Length * 2L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }
}
