using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Jobvite.Silo.KeyRing;

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
