namespace Jobvite.Client;

/// <summary>A fresh RSA pair, both halves as PEM (SPKI and PKCS#8).</summary>
public sealed record RsaKeyPair(string PublicKeyPem, string PrivateKeyPem)
{
    /// <summary>Without the members: one of them is a secret.</summary>
    public override string ToString() => "RsaKeyPair (not shown)";
}
