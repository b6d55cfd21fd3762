using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// The place of the last row of a page in a list that runs from the newest time down. As text: time, row id and a check over company
/// and list, Base64url. The check is no secret; it keeps a cursor of another list or company from being taken for a place in this one.
/// </summary>
internal readonly record struct ListCursor(long UnixMilliseconds, Guid RowId)
{
    private const int Place = sizeof(long) + 16;
    private const int Check = 8;

    public string Encode(string companyId, ListName list)
    {
        Span<byte> bytes = stackalloc byte[Place + Check];
        BinaryPrimitives.WriteInt64BigEndian(bytes, UnixMilliseconds);
        RowId.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        CheckOf(bytes[..Place], companyId, list).AsSpan(0, Check).CopyTo(bytes[Place..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidCursorException">It was not made by <see cref="Encode"/> for this company and list.</exception>
    public static ListCursor Decode(string cursor, string companyId, ListName list)
    {
        Span<byte> bytes = stackalloc byte[Place + Check];
        if (cursor.Length != Base64Url.GetEncodedLength(Place + Check)
            || !Base64Url.IsValid(cursor)
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            || written != bytes.Length
            || !CheckOf(bytes[..Place], companyId, list).AsSpan(0, Check).SequenceEqual(bytes[Place..]))
        {
            throw new InvalidCursorException();
        }

        return new ListCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes[sizeof(long)..Place], bigEndian: true));
    }

    private static byte[] CheckOf(ReadOnlySpan<byte> place, string companyId, ListName list)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{(int)list}\n{companyId}\n"));
        hash.AppendData(place);
        return hash.GetHashAndReset();
    }
}
