using System.Text;

namespace Jobvite.Client.Tests;

public sealed class WebhookSignatureTests
{
    private const string Key = "webhook-signing-key";

    private static readonly byte[] Body = GoldenFile.Bytes("webhook-body.json");

    [Fact]
    public void The_signature_is_the_one_openssl_makes()
    {
        Assert.Equal(GoldenFile.Text("webhook-signature.txt"), WebhookSignature.Compute(Body, Key));
        Assert.True(WebhookSignature.Verify(Body, GoldenFile.Text("webhook-signature.txt"), Key));
    }

    [Fact]
    public void An_empty_body_can_be_signed()
        => Assert.True(WebhookSignature.Verify([], GoldenFile.Text("webhook-signature-empty.txt"), Key));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64, but of just the right length....")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("                                            ")]
    public void A_wrong_header_is_refused(string? header) => Assert.False(WebhookSignature.Verify(Body, header, Key));

    [Fact]
    public void The_right_signature_in_hexadecimal_or_with_something_around_it_is_refused()
    {
        var right = WebhookSignature.Compute(Body, Key);
        Assert.False(WebhookSignature.Verify(Body, Convert.ToHexString(Convert.FromBase64String(right)), Key));
        Assert.False(WebhookSignature.Verify(Body, "sha256=" + right, Key));
        Assert.False(WebhookSignature.Verify(Body, right + new string(' ', 1 << 20), Key));
    }

    [Fact]
    public void A_signature_for_another_body_or_another_key_is_refused()
    {
        Assert.False(WebhookSignature.Verify(Encoding.UTF8.GetBytes("{}"), WebhookSignature.Compute(Body, Key), Key));
        Assert.False(WebhookSignature.Verify(Body, WebhookSignature.Compute(Body, "another company's key"), Key));
    }

    [Fact]
    public void Without_a_key_nothing_verifies() => Assert.False(WebhookSignature.Verify(Body, GoldenFile.Text("webhook-signature.txt"), string.Empty));
}
