using System.Security.Cryptography;
using System.Xml.Linq;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Jobvite.Silo.KeyRing;

/// <summary>The form of a wrapped key in the ring: <c>&lt;wrappedKey version="1" keyId="…"&gt;Base64&lt;/wrappedKey&gt;</c>. Stored, so never changed.</summary>
internal static class WrappedElement
{
    /// <summary>The element's name.</summary>
    public static readonly XName Name = "wrappedKey";

    /// <summary>Wraps an element.</summary>
    public static XElement Wrap(WrappingKey key, XElement plain) => new(
        Name,
        new XAttribute("version", 1),
        new XAttribute("keyId", key.Id),
        key.Wrap(plain.ToString(SaveOptions.DisableFormatting)));

    /// <summary>Which key wrapped the element.</summary>
    public static string KeyIdOf(XElement wrapped) => (string?)wrapped.Attribute("keyId") ?? "";

    /// <summary>Opens an element.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was wrapped by another key, or was changed.</exception>
    public static XElement Unwrap(WrappingKey key, XElement wrapped) => XElement.Parse(key.Unwrap(wrapped.Value));
}

/// <summary>Wraps new keys of the ring before they are stored.</summary>
internal sealed class KeyRingEncryptor(WrappingKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(WrappedElement.Wrap(keys.Current, plaintextElement), typeof(KeyRingDecryptor));
}

/// <summary>
/// Opens keys of the ring. The ring stores this class's name and assembly beside every key, and Data Protection makes it by that name:
/// it is never renamed or moved.
/// </summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly WrappingKeys _keys = services.GetRequiredService<WrappingKeys>();

    public XElement Decrypt(XElement encryptedElement)
    {
        var keyId = WrappedElement.KeyIdOf(encryptedElement);
        return _keys.Find(keyId) is { } key
            ? WrappedElement.Unwrap(key, encryptedElement)
            : throw new CryptographicException($"A key of the ring was wrapped by the key {keyId}, which is not among the configured ones.");
    }
}

/// <summary>The key ring in the service's own database, so that every silo of a cluster has the same one and a backup holds it.</summary>
internal sealed class KeyRingRepository(IKeyRingStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.ReadAll().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => store.Save(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
