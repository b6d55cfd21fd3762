using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// A place in a list as text: the place and a check over company, list and order, Base64url. The check is no secret; it keeps a cursor of
/// another list or company from being taken for a place in this one.
/// </summary>
internal static class CursorText
{
    private const int Check = 8;

    public static string Seal(ReadOnlySpan<byte> place, string companyId, string scope)
    {
        var bytes = new byte[place.Length + Check];
        place.CopyTo(bytes);
        CheckOf(place, companyId, scope).AsSpan(0, Check).CopyTo(bytes.AsSpan(place.Length));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidCursorException">It was not made by <see cref="Seal"/> for this company and scope.</exception>
    public static byte[] Open(string cursor, string companyId, string scope)
    {
        if (!Base64Url.IsValid(cursor, out var length) || length <= Check)
        {
            throw new InvalidCursorException();
        }

        var bytes = new byte[length];
        return Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            && written == length
            && CheckOf(bytes.AsSpan(..^Check), companyId, scope).AsSpan(0, Check).SequenceEqual(bytes.AsSpan(^Check..))
            ? bytes[..^Check]
            : throw new InvalidCursorException();
    }

    private static byte[] CheckOf(ReadOnlySpan<byte> place, string companyId, string scope)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{scope}\n{companyId}\n"));
        hash.AppendData(place);
        return hash.GetHashAndReset();
    }
}
