using System.Xml.Linq;

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
