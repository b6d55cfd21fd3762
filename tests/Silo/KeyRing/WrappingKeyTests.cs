using System.Security.Cryptography;
using Jobvite.Silo.KeyRing;

namespace Jobvite.Silo.Tests.KeyRing;

public sealed class WrappingKeyTests
{
    /// <summary>
    /// Made with another tool: node -e 'const c=require("crypto"),k=Buffer.from([...Array(32).keys()]),n=k.subarray(0,12),
    /// a=c.createCipheriv("aes-256-gcm",k,n);a.setAAD(Buffer.from("Jobvite.Orleans key ring v1"));
    /// const t=Buffer.concat([a.update("&lt;key&gt;secret&lt;/key&gt;"),a.final()]);
    /// console.log(Buffer.concat([n,t,a.getAuthTag()]).toString("base64"))'
    /// </summary>
    private const string Golden = "AAECAwQFBgcICQoLe2mzYvuWp3j/JOO3noIdFL1dCqhge3eSohohRX+icUCe";

    private readonly WrappingKey _key = Keys.Numbered(0);

    [Fact]
    public void What_another_tool_wrapped_opens() => Assert.Equal("<key>secret</key>", _key.Unwrap(Golden));

    [Fact]
    public void What_was_wrapped_opens_again() => Assert.Equal("Grüße \u0000", _key.Unwrap(_key.Wrap("Grüße \u0000")));

    [Fact]
    public void The_same_text_is_never_wrapped_the_same_way_twice() => Assert.NotEqual(_key.Wrap("a"), _key.Wrap("a"));

    [Fact]
    public void Another_key_does_not_open_it() =>
        Assert.ThrowsAny<CryptographicException>(() => Keys.Numbered(1).Unwrap(Golden));

    [Fact]
    public void No_changed_bit_goes_unnoticed()
    {
        var bytes = Convert.FromBase64String(Golden);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => _key.Unwrap(Convert.ToBase64String(changed)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void What_is_no_wrapped_text_at_all_is_refused(string wrapped) =>
        Assert.ThrowsAny<CryptographicException>(() => _key.Unwrap(wrapped));

    /// <summary>printf 'Jobvite.Orleans key id' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f, the first 16 digits.</summary>
    [Fact]
    public void The_id_is_as_another_tool_computes_it() => Assert.Equal("6bbd641cb91797d2", _key.Id);

    [Fact]
    public void The_text_form_shows_no_key()
    {
        Assert.Equal("wrapping key 6bbd641cb91797d2", _key.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void Keys_of_other_lengths_are_refused(int length) =>
        Assert.Throws<ArgumentException>(() => new WrappingKey(new byte[length]));
}
