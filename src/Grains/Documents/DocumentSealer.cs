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
    /// <summary>The documents as rows; a document without content becomes a row without content.</summary>
    public IReadOnlyList<DocumentRow> Seal(string companyId, IReadOnlyList<JobviteDocument> documents) =>
        documents.Select(d => Seal(companyId, d)).ToList();

    /// <summary>The plain content.</summary>
    /// <exception cref="CryptographicException">It was damaged, or its key is not in the ring.</exception>
    public byte[] Open(string companyId, byte[] encryptedContent) => protector.UnprotectBytes(companyId, SecretField.Documents, encryptedContent);

    private DocumentRow Seal(string companyId, JobviteDocument document)
    {
        var content = document.Content?.ToArray();
        return new DocumentRow
        {
            ApplicationId = document.ApplicationId,
            Type = document.Type ?? "attachment",
            Name = document.FileName ?? document.ExternalId ?? string.Empty,
            FileName = document.FileName,
            MimeType = document.MimeType,
            Size = content?.Length ?? document.Size,
            // Keyed by the company, so that equal files of two companies cannot be told from the table.
            ContentHash = content is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(CompanyKey.Of(companyId).ToString()), content)),
            EncryptedContent = content is null ? null : protector.ProtectBytes(companyId, SecretField.Documents, content),
        };
    }
}
