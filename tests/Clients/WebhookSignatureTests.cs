using System.Globalization;
using System.Text;
using JobviteOrleans;
using Microsoft.Extensions.Time.Testing;
using StandardWebhooks;

namespace Jobvite.Clients.Tests;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "0198c1de";
    private const string Body = """{"type":"application.stageChanged","data":{"to":"Größe"}}""";
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);
    private static readonly string Signed = new StandardWebhook(Secret).Sign(Id, Now, Body);
    private readonly WebhookSignature _signature = new(Secret, new FakeTimeProvider(Now));

    [Fact]
    public void What_the_StandardWebhooks_package_signs_is_valid() => Assert.True(IsValid(Id, 0, Signed, Body));

    [Fact]
    public void One_right_signature_of_several_is_enough() => Assert.True(IsValid(Id, 0, $"v1,AAAA v2,BBBB {Signed}", Body));

    [Fact]
    public void A_secret_without_its_prefix_is_the_same_secret() => Assert.True(new WebhookSignature(Secret[6..], new FakeTimeProvider(Now)).IsValid(Id, Seconds(0), Signed, Encoding.UTF8.GetBytes(Body)));

    [Theory]
    [InlineData(null, 0, "signed", Body)]
    [InlineData("other", 0, "signed", Body)]
    [InlineData(Id, 1, "signed", Body)]
    [InlineData(Id, 0, "signed", Body + " ")]
    [InlineData(Id, 0, "", Body)]
    [InlineData(Id, 0, null, Body)]
    [InlineData(Id, 0, "v1,", Body)]
    [InlineData(Id, 0, "v1", Body)]
    public void Anything_else_is_not(string? id, int seconds, string? signatures, string body) => Assert.False(IsValid(id, seconds, signatures == "signed" ? Signed : signatures, body));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void An_attempt_is_good_for_five_minutes(int seconds, bool expected) =>
        Assert.Equal(expected, IsValid(Id, seconds, new StandardWebhook(Secret).Sign(Id, Now.AddSeconds(seconds), Body), Body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    public void A_time_that_is_none_is_not_valid(string? timestamp) => Assert.False(_signature.IsValid(Id, timestamp, Signed, Encoding.UTF8.GetBytes(Body)));

    private static string Seconds(int offset) => (Now.ToUnixTimeSeconds() + offset).ToString(CultureInfo.InvariantCulture);

    private bool IsValid(string? id, int seconds, string? signatures, string body) => _signature.IsValid(id, Seconds(seconds), signatures, Encoding.UTF8.GetBytes(body));
}
