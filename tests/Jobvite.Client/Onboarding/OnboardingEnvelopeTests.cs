using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jobvite.Client.Tests;

public sealed class OnboardingEnvelopeTests : IDisposable
{
    private readonly RSA _ours = RsaKeyText.ImportPrivate(GoldenFile.Text("private-pkcs8.pem"));
    private readonly RSA _other = RSA.Create(2048);

    [Theory]
    [InlineData("envelope-pkcs7.json", "plain.json")]
    [InlineData("envelope-zero.json", "plain.json")]
    [InlineData("envelope-none.json", "unpadded.json")]
    [InlineData("envelope-long-key.json", "plain.json")]
    public void An_envelope_made_by_openssl_is_opened_whatever_its_padding(string envelope, string content)
        => Assert.Equal(GoldenFile.Text(content), Encoding.UTF8.GetString(OnboardingEnvelope.Open(GoldenFile.Bytes(envelope), [_ours])));

    [Fact]
    public void An_older_key_still_opens_what_was_sealed_for_it()
        => Assert.Equal(GoldenFile.Bytes("plain.json"), OnboardingEnvelope.Open(GoldenFile.Bytes("envelope-pkcs7.json"), [_other, _ours]));

    [Fact]
    public void A_sealed_request_is_what_openssl_makes_too()
    {
        var json = GoldenFile.Bytes("plain.json");
        using var document = JsonDocument.Parse(OnboardingEnvelope.Seal(json, _ours));
        var key = _ours.Decrypt(document.RootElement.GetProperty("key").GetBytesFromBase64(), RSAEncryptionPadding.Pkcs1);
        using var aes = Aes.Create();
        aes.Key = key;
        Assert.Equal(json, aes.DecryptEcb(document.RootElement.GetProperty("payload").GetBytesFromBase64(), PaddingMode.PKCS7));
        Assert.Equal(32, key.Length);
        Assert.Equal(2, document.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void No_two_envelopes_share_a_key()
        => Assert.NotEqual(OnboardingEnvelope.Seal("{}"u8, _ours), OnboardingEnvelope.Seal("{}"u8, _ours));

    [Fact]
    public void Every_length_of_content_survives_the_way_there_and_back()
    {
        for (var length = 0; length < 40; length++)
        {
            var json = Encoding.UTF8.GetBytes($$"""{"a":"{{new string('ä', length)}}"}""");
            Assert.Equal(json, OnboardingEnvelope.Open(OnboardingEnvelope.Seal(json, _ours), [_other, _ours]));
        }
    }

    [Theory]
    [InlineData("""{"processes":[]}""", PaddingMode.ANSIX923)]
    [InlineData("""{"processes":[]}""", PaddingMode.ISO10126)]
    [InlineData("""[{"processId":"p1"}]""", PaddingMode.PKCS7)]
    [InlineData("""[]""", PaddingMode.Zeros)]
    public void Padding_of_any_kind_is_left_off(string json, PaddingMode padding)
        => Assert.Equal(json, Encoding.UTF8.GetString(OnboardingEnvelope.Open(Sealed(Encoding.UTF8.GetBytes(json), padding), [_other, _ours])));

    [Theory]
    [InlineData("{\"processes\":[{\"processId\":\"p1\",\"status\":\"act", "cut off or broken")]
    [InlineData("the service is being restarted, try later", "not a JSON object or list")]
    public void What_is_inside_is_named_when_a_key_fits(string content, string reason)
    {
        var exception = Assert.Throws<EnvelopeException>(() => OnboardingEnvelope.Open(Sealed(Encoding.UTF8.GetBytes(content), PaddingMode.PKCS7), [_other, _ours]));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.WasOpened);
    }

    [Fact]
    public void The_wrong_key_opens_nothing()
        => Assert.Contains("None of our", Assert.Throws<EnvelopeException>(() => OnboardingEnvelope.Open(GoldenFile.Bytes("envelope-pkcs7.json"), [_other])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("null", "no key and payload")]
    [InlineData("""{"status":{"code":200}}""", "no key and payload")]
    [InlineData("""{"key":1,"payload":"AAAA"}""", "not a JSON object")]
    [InlineData("""{"key":"AAAA","payload":"%%%"}""", "not Base64")]
    [InlineData("""{"key":"AAAA","payload":"AAAA"}""", "cut off")]
    [InlineData("""{"key":"AAAA","payload":"AAAAAAAAAAAAAAAAAAAAAA=="}""", "None of our")]
    public void What_is_no_envelope_is_refused_with_a_reason(string body, string reason)
        => Assert.Contains(reason, Assert.Throws<EnvelopeException>(() => OnboardingEnvelope.Open(Encoding.UTF8.GetBytes(body), [_ours])).Message, StringComparison.Ordinal);

    private byte[] Sealed(byte[] content, PaddingMode padding)
    {
        using var aes = Aes.Create();
        aes.Key = RandomNumberGenerator.GetBytes(32);
        return JsonSerializer.SerializeToUtf8Bytes(new { key = _ours.Encrypt(aes.Key, RSAEncryptionPadding.Pkcs1), payload = aes.EncryptEcb(content, padding) });
    }

    public void Dispose()
    {
        _ours.Dispose();
        _other.Dispose();
    }
}
