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
    /// <summary>
    /// Makes rows of many lists of one company, encrypted when they are written; a document without content becomes a row without content.
    /// </summary>
    public Func<JobviteDocumentList, ToldDocuments> For(string companyId, ExcludedFields excluded)
    {
        // Keyed by the company, so that equal files of two companies cannot be told from the table.
        var key = Encoding.UTF8.GetBytes(CompanyKey.Of(companyId).ToString());
        var encrypt = protector.Protecting(companyId, SecretField.Documents);
        return list => new ToldDocuments(ScopeOf(list.Scope), list.ApplicationId, [.. list.Documents.Where(document => excluded.KeepsDocuments(document.Type)).Select(document => Seal(document, key, encrypt))])
        {
            IsWhole = list.IsWhole,
        };
    }

    /// <summary>The plain content.</summary>
    /// <exception cref="CryptographicException">It was damaged, or its key is not in the ring.</exception>
    public byte[] Open(string companyId, byte[] encryptedContent) => protector.UnprotectBytes(companyId, SecretField.Documents, encryptedContent);

    private static DocumentScope ScopeOf(JobviteDocumentScope scope) => scope switch
    {
        JobviteDocumentScope.Resume => DocumentScope.Resume,
        JobviteDocumentScope.ApplicationArtifacts => DocumentScope.ApplicationArtifacts,
        JobviteDocumentScope.PersonArtifacts => DocumentScope.PersonArtifacts,
        _ => DocumentScope.AllArtifacts,
    };

    private static DocumentRow Seal(JobviteDocument document, byte[] key, Func<byte[], byte[]> encrypt) => new()
    {
        ApplicationId = document.ApplicationId,
        ExternalId = document.ExternalId,
        Type = document.Type ?? "attachment",
        FileName = document.FileName,
        MimeType = document.MimeType,
        Size = document.Size,
        StatedSize = document.StatedSize,
        ContentHash = document.Content is { } content ? Convert.ToHexStringLower(HMACSHA256.HashData(key, content.Span)) : null,
        Encrypt = document.Content is { } plain ? () => encrypt(plain.ToArray()) : null,
    };
}
