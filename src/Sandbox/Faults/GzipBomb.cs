using System.IO.Compression;

namespace Jobvite.Sandbox;

/// <summary>A gigabyte of white space in about a megabyte of gzip.</summary>
internal static class GzipBomb
{
    private const int MemberSize = 16 * 1024 * 1024;
    private const int Members = 64;

    public static async Task SendAsync(Stream body, CancellationToken cancelled)
    {
        var member = Compress();
        for (var sent = 0; sent < Members; sent++)
        {
            await body.WriteAsync(member, cancelled);
        }
    }

    /// <summary>A gzip file may consist of several members, one after the other; so one is enough to compress.</summary>
    private static byte[] Compress()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            var spaces = new byte[64 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            for (var written = 0; written < MemberSize; written += spaces.Length)
            {
                gzip.Write(spaces);
            }
        }

        return compressed.ToArray();
    }
}
