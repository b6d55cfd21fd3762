using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Jobvite.Benchmarks.Load;

/// <summary>Requests that were made ready before the clock runs: length and bytes of each, one after another.</summary>
internal static class RequestFile
{
    public static void Write(string path, IEnumerable<byte[]> requests)
    {
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[4];
        foreach (var request in requests)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, request.Length);
            file.Write(length);
            file.Write(request);
        }
    }

    public static byte[][] Read(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        List<byte[]> requests = [];
        while (bytes.Length > 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            requests.Add(bytes.Slice(4, length).ToArray());
            bytes = bytes[(4 + length)..];
        }

        return [.. requests];
    }

    public static byte[] Get(string path, string? token = null) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n");

    public static byte[] Post(string path, byte[] body, string signature) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Jobvite-Event-Signature: {signature}\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];
}
