using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Secrets;

/// <summary>
/// Protects a company's secrets and documents with ASP.NET Core Data Protection (AES-256-CBC with HMAC-SHA256). The purpose is company
/// and field, so that a ciphertext that is moved to another company or field does not open.
/// </summary>
internal sealed class SecretProtector(IDataProtectionProvider provider)
{
    private const string Root = "Jobvite.Orleans";

    /// <summary>Protects a text; the result is text that may be stored.</summary>
    public string Protect(string companyId, string field, string plaintext) =>
        Convert.ToBase64String(ProtectBytes(companyId, field, Encoding.UTF8.GetBytes(plaintext)));

    /// <summary>Opens a protected text.</summary>
    /// <exception cref="CryptographicException">It was protected for another company or field, was damaged, or its key is not in the ring.</exception>
    public string Unprotect(string companyId, string field, string protectedText)
    {
        try
        {
            return Encoding.UTF8.GetString(UnprotectBytes(companyId, field, Convert.FromBase64String(protectedText)));
        }
        catch (FormatException exception)
        {
            throw new CryptographicException("The protected value is damaged.", exception);
        }
    }

    /// <summary>Whether the keys at hand open a protected text.</summary>
    public bool Opens(string companyId, string field, string protectedText)
    {
        try
        {
            Unprotect(companyId, field, protectedText);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="Protect"/>
    public byte[] ProtectBytes(string companyId, string field, byte[] plaintext) => For(companyId, field).Protect(plaintext);

    /// <summary>Protects many values of one company and field: what depends on those is worked out once.</summary>
    public Func<byte[], byte[]> Protecting(string companyId, string field) => For(companyId, field).Protect;

    /// <inheritdoc cref="Unprotect"/>
    public byte[] UnprotectBytes(string companyId, string field, byte[] protectedBytes) => For(companyId, field).Unprotect(protectedBytes);

    private IDataProtector For(string companyId, string field) => provider.CreateProtector(Root, "company", companyId, field);
}
