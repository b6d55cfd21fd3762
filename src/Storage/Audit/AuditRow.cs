using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A row of the audit trail, as it is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Entry">What it says; its time in whole milliseconds.</param>
internal sealed record AuditRow(Guid Id, AuditEntry Entry)
{
    public const string Columns = "id, at, action, tenant_id, subject, email, token_id, address, about, details, outcome";

    private const int LongestText = 256;
    private const int LongestDetails = 8000;

    /// <summary>A new row, with what can be stored of the entry.</summary>
    public static AuditRow New(AuditEntry entry, DateTimeOffset at) => new(Guid.CreateVersion7(at), entry with
    {
        At = at,
        Action = Cut(entry.Action),
        TenantId = Cut(entry.TenantId),
        Subject = Cut(entry.Subject),
        Email = Cut(entry.Email),
        TokenId = Cut(entry.TokenId),
        Address = Cut(entry.Address),
        About = Cut(entry.About),
        Details = Cut(entry.Details, LongestDetails),
    });

    public static AuditRow Read(DbDataReader row, string companyId) => new(row.Id(), new AuditEntry(
        companyId, row.Time("at"), row.RequiredText("action"), row.RequiredText("tenant_id"), row.Text("subject"), row.Text("email"), row.Text("details"))
    {
        TokenId = row.Text("token_id"),
        Address = row.Text("address"),
        About = row.Text("about"),
        Outcome = row.RequiredText("outcome"),
    });

    public static AuditView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        At = row.Time("at"),
        Action = row.RequiredText("action"),
        Sub = row.Text("subject"),
        Email = row.Text("email"),
        TokenId = row.Text("token_id"),
        Address = row.Text("address"),
        Subject = row.Text("about"),
        Details = row.Text("details"),
        Outcome = row.RequiredText("outcome"),
    };

    /// <summary>
    /// The row's hash: SHA-256 over the former row's hash and every member, each as its length in bytes (4 bytes, big-endian; −1 for null) and its
    /// bytes (UTF-8), so that no two rows have the same bytes. Hexadecimal, lower case.
    /// </summary>
    /// <param name="position">The row's number.</param>
    /// <param name="previous">The former row's hash; empty before the first.</param>
    public string HashAt(long position, string previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        ReadOnlySpan<string?> members =
        [
            previous,
            Entry.CompanyId,
            position.ToString(CultureInfo.InvariantCulture),
            Id.ToString("D"),
            Entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            Entry.Action,
            Entry.TenantId,
            Entry.Subject,
            Entry.Email,
            Entry.TokenId,
            Entry.Address,
            Entry.About,
            Entry.Details,
            Entry.Outcome,
        ];
        foreach (var member in members)
        {
            var bytes = member is null ? [] : Encoding.UTF8.GetBytes(member);
            BinaryPrimitives.WriteInt32BigEndian(length, member is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What is stored must be what was hashed: halves of a character, which text may have and UTF-8 cannot, are replaced before.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Cut(string? text, int longest = LongestText) =>
        text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > longest ? text[..longest] : text)).ToColumn();
}
