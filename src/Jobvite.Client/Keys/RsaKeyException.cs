namespace Jobvite.Client;

/// <summary>A text is not a usable RSA key. The message says why and what to paste instead; it never holds any of the text.</summary>
public sealed class RsaKeyException(string message, Exception? inner = null) : Exception(message, inner);
