using System.Text;

namespace Jobvite.Client.Tests;

public sealed class RequestSignerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("acme_api_key", "acme_api_secret", "1700000000", "hmac-ascii.txt")]
    [InlineData("schlüssel", "geheimnis-ß-秘密", "1893456000", "hmac-utf8.txt")]
    public void The_signature_is_the_one_openssl_makes(string key, string secret, string epoch, string golden)
        => Assert.Equal(GoldenFile.Text(golden), RequestSigner.Signature(key, secret, epoch));

    [Fact]
    public async Task The_hmac_scheme_sends_key_time_and_signature_but_never_the_secret()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":0,"requisitions":[]}""");
        await test.Client.GetJobAsync("j1", Ct);
        var request = Assert.Single(test.Jobvite.Requests);
        Assert.Equal("acme_api_key", request.Headers["X-JVI-API"]);
        Assert.Equal("1700000000", request.Headers["X-JVI-EPOCH"]);
        Assert.Equal(GoldenFile.Text("hmac-ascii.txt"), request.Headers["X-JVI-SIGN"]);
        Assert.DoesNotContain("acme_api_secret", string.Join('\n', request.Headers.Values) + request.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain("acme_api_key", request.Uri.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_is_signed_with_the_time_it_is_made_at()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ =>
        {
            test.Time.Advance(TimeSpan.FromSeconds(5));
            return StubJobvite.Json("{}", 503);
        }).Then("""{"total":0,"requisitions":[]}""");
        await test.Client.GetJobAsync("j1", Ct);
        Assert.Equal(["1700000000", "1700000005"], test.Jobvite.Requests.Select(r => r.Headers["X-JVI-EPOCH"]));
    }

    [Fact]
    public async Task The_plain_scheme_sends_key_and_secret_as_headers()
    {
        using var test = new ClientUnderTest(connect: c => c with { AuthScheme = AuthScheme.PlainHeaders });
        test.Jobvite.Then("""{"total":0,"requisitions":[]}""");
        await test.Client.GetJobAsync("j1", Ct);
        var request = Assert.Single(test.Jobvite.Requests);
        Assert.Equal(("acme_api_key", "acme_api_secret"), (request.Headers["x-jvi-api"], request.Headers["x-jvi-sc"]));
        Assert.False(request.Headers.ContainsKey("X-JVI-SIGN"));
        Assert.Equal("?ids=j1&start=0&count=1", request.Uri.Query);
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("key", "   ")]
    [InlineData("key\nX-Evil: 1", "secret")]
    [InlineData("key ", "secret")]
    public async Task Credentials_that_cannot_be_sent_are_named_before_anything_is_sent(string key, string secret)
    {
        using var test = new ClientUnderTest(connect: c => c with { ApiKey = key, ApiSecret = secret });
        var failure = await test.JobListFailure();
        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Empty(test.Jobvite.Requests);
        Assert.Empty(test.Gate.Entered);
    }

    [Fact]
    public void A_printed_connection_shows_no_secret()
    {
        var connection = ClientUnderTest.Plain with
        {
            ServiceAccount = new ServiceAccount("svc-user", "svc-pass"),
            OurPrivateKeys = ["private-material"],
        };
        var printed = $"{connection} {connection.ServiceAccount}";
        Assert.All(["acme_api", "svc-", "private-material", "acme"], secret => Assert.DoesNotContain(secret, printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_account_is_used_for_onboarding_only()
    {
        using var test = new ClientUnderTest(connect: c => c with
        {
            ServiceAccount = new ServiceAccount("user", "pass"),
            JobvitePublicKey = GoldenFile.Text("public-spki.pem"),
            OurPrivateKeys = [GoldenFile.Text("private-pkcs8.pem")],
        });
        test.Jobvite.Then(_ => StubJobvite.Body(GoldenFile.Bytes("envelope-pkcs7.json"), "application/json")).Then("""{"total":0,"requisitions":[]}""");
        Assert.True((await test.Client.ProbeAsync(JobviteEndpoint.Onboarding, Ct)).Ok);
        Assert.True((await test.Client.ProbeAsync(JobviteEndpoint.Job, Ct)).Ok);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pass")), test.Jobvite.Requests[0].Headers["Authorization"]);
        Assert.False(test.Jobvite.Requests[0].Headers.ContainsKey("X-JVI-API"));
        Assert.False(test.Jobvite.Requests[1].Headers.ContainsKey("Authorization"));
    }
}
