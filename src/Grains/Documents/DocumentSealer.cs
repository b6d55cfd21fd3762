using System.Security.Cryptography;
using System.Text;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Documents;

/// <summary>Encrypts candidates' documents before they are stored, and opens them for a download.</summary>
internal sealed class DocumentSealer(SecretProtector protector)
{
    /// <summary>The documents as rows, encrypted when they are written; a document without content becomes a row without content.</summary>
    public IReadOnlyList<DocumentRow> Seal(string companyId, IReadOnlyList<JobviteDocument> documents) =>
        documents.Count == 0 ? [] : documents.Select(For(companyId)).ToList();

    /// <summary>Makes rows of many documents of one company.</summary>
    public Func<JobviteDocument, DocumentRow> For(string companyId)
    {
        // Keyed by the company, so that equal files of two companies cannot be told from the table.
        var key = Encoding.UTF8.GetBytes(CompanyKey.Of(companyId).ToString());
        var encrypt = protector.Protecting(companyId, SecretField.Documents);
        return document => Seal(document, key, encrypt);
    }

    /// <summary>The plain content.</summary>
    /// <exception cref="CryptographicException">It was damaged, or its key is not in the ring.</exception>
    public byte[] Open(string companyId, byte[] encryptedContent) => protector.UnprotectBytes(companyId, SecretField.Documents, encryptedContent);

    private static DocumentRow Seal(JobviteDocument document, byte[] key, Func<byte[], byte[]> encrypt) => new()
    {
        ApplicationId = document.ApplicationId,
        Type = document.Type ?? "attachment",
        Name = document.FileName ?? document.ExternalId ?? string.Empty,
        FileName = document.FileName,
        MimeType = document.MimeType,
        Size = document.Content?.Length ?? document.Size,
        ContentHash = document.Content is { } content ? Convert.ToHexStringLower(HMACSHA256.HashData(key, content.Span)) : null,
        Encrypt = document.Content is { } plain ? () => encrypt(plain.ToArray()) : null,
    };
}
