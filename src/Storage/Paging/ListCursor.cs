using System.Buffers.Binary;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The place of the last row of a page in a list that is sorted by a time.</summary>
internal readonly record struct ListCursor(long UnixMilliseconds, Guid RowId)
{
    private const int Place = sizeof(long) + 16;

    public string Encode(string companyId, string scope)
    {
        Span<byte> bytes = stackalloc byte[Place];
        BinaryPrimitives.WriteInt64BigEndian(bytes, UnixMilliseconds);
        RowId.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return CursorText.Seal(bytes, companyId, scope);
    }

    /// <exception cref="InvalidCursorException">It was not made by <see cref="Encode"/> for this company, list and order.</exception>
    public static ListCursor Decode(string cursor, string companyId, string scope)
    {
        var bytes = CursorText.Open(cursor, companyId, scope);
        return bytes.Length == Place
            ? new ListCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes.AsSpan(sizeof(long)), bigEndian: true))
            : throw new InvalidCursorException();
    }

    /// <summary>The same for a list that is sorted by something else: its last row's key within the company.</summary>
    public static string EncodeRow(string row, string companyId, string scope) => CursorText.Seal(Encoding.UTF8.GetBytes(row), companyId, scope);

    /// <inheritdoc cref="Decode"/>
    public static string DecodeRow(string cursor, string companyId, string scope) => Encoding.UTF8.GetString(CursorText.Open(cursor, companyId, scope));
}

/// <summary>The lists that hand out cursors. The numbers are part of the cursors.</summary>
internal enum ListName
{
    Jobs = 1,
    Candidates = 2,
    Processes = 3,
    Runs = 4,
    Webhooks = 5,
    CandidateChanges = 6,
    AuditEntries = 9,
}
