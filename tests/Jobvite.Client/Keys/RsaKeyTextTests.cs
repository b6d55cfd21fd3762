using System.Security.Cryptography;

namespace Jobvite.Client.Tests;

public sealed class RsaKeyTextTests
{
    [Theory]
    [InlineData("public-spki.pem")]
    [InlineData("public-pkcs1.pem")]
    [InlineData("public-spki.der.b64")]
    [InlineData("public-pkcs1.der.b64")]
    public void A_public_key_is_read_in_every_form(string file)
    {
        using var rsa = RsaKeyText.ImportPublic(GoldenFile.Text(file));
        using var expected = RSA.Create();
        expected.ImportFromPem(GoldenFile.Text("public-spki.pem"));
        Assert.Equal(expected.ExportRSAPublicKey(), rsa.ExportRSAPublicKey());
    }

    [Theory]
    [InlineData("private-pkcs8.pem")]
    [InlineData("private-pkcs1.pem")]
    [InlineData("private-pkcs8.der.b64")]
    [InlineData("private-pkcs1.der.b64")]
    public void A_private_key_is_read_in_every_form(string file)
    {
        using var rsa = RsaKeyText.ImportPrivate(GoldenFile.Text(file));
        using var expected = RSA.Create();
        expected.ImportFromPem(GoldenFile.Text("private-pkcs8.pem"));
        Assert.Equal(expected.ExportRSAPrivateKey(), rsa.ExportRSAPrivateKey());
    }

    [Fact]
    public void A_pem_whose_line_breaks_were_written_out_or_lost_is_read()
    {
        var pem = GoldenFile.Text("public-spki.pem").Trim();
        using var written = RsaKeyText.ImportPublic(pem.Replace("\n", "\\n", StringComparison.Ordinal));
        using var lost = RsaKeyText.ImportPublic("  " + pem.Replace("\n", " ", StringComparison.Ordinal));
        Assert.Equal(written.ExportRSAPublicKey(), lost.ExportRSAPublicKey());
    }

    [Theory]
    [InlineData("public-1024.pem", "1024 bits")]
    [InlineData("public-ec.pem", "not a public RSA key")]
    [InlineData("private-pkcs8.pem", "private key where a public one belongs")]
    [InlineData("certificate.pem", "certificate")]
    [InlineData("plain.json", "neither PEM nor Base64")]
    [InlineData("hmac-ascii.txt", "not a public RSA key")]
    public void What_is_no_public_key_is_refused_with_a_reason(string file, string reason)
        => Assert.Contains(reason, Assert.Throws<RsaKeyException>(() => RsaKeyText.ImportPublic(GoldenFile.Text(file))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("private-encrypted.pem", "password")]
    [InlineData("public-spki.pem", "public key where a private one belongs")]
    [InlineData("public-spki.der.b64", "not a private RSA key")]
    public void What_is_no_private_key_is_refused_with_a_reason(string file, string reason)
        => Assert.Contains(reason, Assert.Throws<RsaKeyException>(() => RsaKeyText.ImportPrivate(GoldenFile.Text(file))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    public void An_empty_key_is_refused(string text)
        => Assert.Contains("empty", Assert.Throws<RsaKeyException>(() => RsaKeyText.ImportPublic(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_of_a_megabyte_is_refused_before_it_is_looked_at()
        => Assert.Contains("too long", Assert.Throws<RsaKeyException>(() => RsaKeyText.ImportPrivate(new string('A', 1 << 20))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cut_off_key_is_refused()
        => Assert.Throws<RsaKeyException>(() => RsaKeyText.ImportPublic(GoldenFile.Text("public-spki.der.b64")[..200]));

    [Fact]
    public void A_created_pair_fits_together_and_is_not_printed()
    {
        var pair = RsaKeyText.CreatePair();
        using var open = RsaKeyText.ImportPublic(pair.PublicKeyPem);
        using var closed = RsaKeyText.ImportPrivate(pair.PrivateKeyPem);
        Assert.Equal(open.ExportRSAPublicKey(), closed.ExportRSAPublicKey());
        Assert.Equal(2048, closed.KeySize);
        Assert.DoesNotContain("KEY", pair.ToString(), StringComparison.Ordinal);
    }
}
