using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Jobvite.Silo.KeyRing;

/// <summary>Wraps new keys of the ring before they are stored.</summary>
internal sealed class KeyRingEncryptor(WrappingKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(WrappedElement.Wrap(keys.Current, plaintextElement), typeof(KeyRingDecryptor));
}
