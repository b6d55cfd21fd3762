using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage;

/// <summary>What tells whether a record's content is the one that is stored.</summary>
internal static class ContentHash
{
    /// <summary>
    /// Part of every hash. Raise it when anything else than before is read out of Jobvite's answers into columns: then every record
    /// counts as changed once, and the next full run fills in what is new although Jobvite sends what it sent before.
    /// </summary>
    public const string Layout = "2";

    /// <summary>SHA-256, Base64, of a record's JSON and the id of the record it belongs to (empty when it stands alone).</summary>
    public static string Of(string rawJson, string owner)
    {
        // One buffer for all parts: a page has a thousand records, and each hash object would be one of the system's library.
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Layout.Length + owner.Length + rawJson.Length + 2));
        var length = Append(buffer, 0, Layout);
        buffer[length++] = (byte)'\n';
        length = Append(buffer, length, owner);
        buffer[length++] = (byte)'\n';
        length = Append(buffer, length, rawJson);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, length), hash);

        // The next borrower must not see a candidate's data.
        buffer.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToBase64String(hash);
    }

    private static int Append(byte[] buffer, int length, string text) => length + Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
}
