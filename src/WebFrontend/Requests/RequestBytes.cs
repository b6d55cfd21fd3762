using System.Buffers;

namespace Jobvite.WebFrontend;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class RequestBytes
{
    /// <summary>
    /// Bytes that the server takes at all. Larger than any limit here on purpose: within it the server reads to the end what
    /// was refused, so that the sender gets the answer; beyond it the connection is cut, and many senders then report a broken
    /// connection instead of the 413. It also leaves room for the frames of a chunked body, which the server counts in.
    /// </summary>
    public const long ServerLimit = 8 * 1024 * 1024;

    /// <summary>The body, or null when it is larger than <paramref name="maxBytes"/>, whatever its Content-Length says. Waits in the server's pooled buffers.</summary>
    /// <param name="request">Its body is read.</param>
    /// <param name="maxBytes">The most that is taken.</param>
    /// <param name="onRead">Called with the number of bytes that have come so far, whenever more have; may throw.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<byte[]?> Read(HttpRequest request, int maxBytes, Action<long>? onRead, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            onRead?.Invoke(read.Buffer.Length);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
