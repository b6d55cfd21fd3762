using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Sandbox.Tests;

public sealed class CredentialTests
{
    // printf 'key-1|1750000000' | openssl dgst -sha256 -hmac 'secret-1' -binary | base64
    private const string OpenSslSignature = "p2KHhn/rhWdLc4RHFJpP64xxv5sxr2HFaogvAmgLcEY=";

    private static readonly SandboxOptions Small = new() { Candidates = 3, Jobs = 3, Processes = 1 };

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(299, HttpStatusCode.OK)]
    [InlineData(-299, HttpStatusCode.OK)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    public async Task A_signature_made_by_OpenSSL_is_taken_within_five_minutes(int secondsOff, HttpStatusCode expected)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_750_000_000 + secondsOff));
        await using var caller = await SandboxCaller.StartAsync(Small with { ApiKey = "key-1", ApiSecret = "secret-1", TimeProvider = time });

        using var response = await caller.SendAsync(HttpMethod.Get, "/api/v2/job?start=0&count=1", Signed, authenticated: false);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_key_set_to_plain_headers_refuses_a_signature()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_750_000_000));
        var permissions = new SandboxPermissions { HmacHeaders = false };
        await using var caller = await SandboxCaller.StartAsync(
            Small with { ApiKey = "key-1", ApiSecret = "secret-1", TimeProvider = time, Permissions = permissions });

        using var response = await caller.SendAsync(HttpMethod.Get, "/api/v2/job?start=0&count=1", Signed, authenticated: false);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_is_JSON_with_Jobvites_words()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);

        using var response = await caller.SendAsync(HttpMethod.Get, "/api/v2/job?start=0&count=1", authenticated: false);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(
            """{"status":{"code":401,"messages":["Invalid api/secret. Try again with a valid api/secret"]}}""",
            await response.Content.ReadAsStringAsync(SandboxCaller.Cancelled));
    }

    [Fact]
    public async Task A_refusal_can_come_as_HTTP_200()
    {
        await using var caller = await SandboxCaller.StartAsync(Small with { Quirks = new SandboxQuirks { UnauthorizedAsOk = true } });

        using var response = await caller.SendAsync(HttpMethod.Get, "/api/v2/job?start=0&count=1", authenticated: false);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"code\":401", await response.Content.ReadAsStringAsync(SandboxCaller.Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("sc")]
    [InlineData("secret")]
    public async Task Credentials_in_the_query_string_are_refused_even_beside_good_headers(string parameter)
    {
        await using var caller = await SandboxCaller.StartAsync(Small);

        Assert.Equal(HttpStatusCode.Unauthorized, await caller.StatusAsync($"/job?start=0&count=1&{parameter}=x"));
    }

    [Fact]
    public async Task A_key_without_permission_is_refused_on_that_endpoint_only()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);

        caller.Server.Permissions = new SandboxPermissions { Candidate = false };

        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync("/job?start=0&count=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await caller.StatusAsync("/candidate?start=0&count=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await caller.StatusAsync($"/candidate/{caller.Server.World.CandidateIds[0]}/artifacts"));
        Assert.Equal(2, caller.Server.Requests.Unauthorized);
    }

    [Theory]
    [InlineData("/process", HttpStatusCode.OK)]
    [InlineData("/job?start=0&count=1", HttpStatusCode.Unauthorized)]
    public async Task The_service_account_opens_onboarding_and_nothing_else(string path, HttpStatusCode expected)
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        var account = $"{caller.Server.Credentials.ServiceAccountUsername}:{caller.Server.Credentials.ServiceAccountPassword}";
        void AsService(HttpRequestMessage request) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(account)));

        using var response = path == "/process"
            ? await caller.PostAsync(path, caller.Wrap("{}"), AsService, authenticated: false)
            : await caller.SendAsync(HttpMethod.Get, "/api/v2" + path, AsService, authenticated: false);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Equal_seeds_give_equal_credentials_and_logs_show_none()
    {
        await using var one = await SandboxCaller.StartAsync(Small);
        await using var other = await SandboxCaller.StartAsync(Small);

        Assert.Equal(one.Server.Credentials, other.Server.Credentials);
        Assert.DoesNotContain(one.Server.Credentials.ApiSecret, one.Server.Credentials.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-1", (Small with { ApiSecret = "secret-1" }).ToString(), StringComparison.Ordinal);
    }

    private static void Signed(HttpRequestMessage request)
    {
        request.Headers.Add("X-JVI-API", "key-1");
        request.Headers.Add("X-JVI-EPOCH", "1750000000");
        request.Headers.Add("X-JVI-SIGN", OpenSslSignature);
    }
}
