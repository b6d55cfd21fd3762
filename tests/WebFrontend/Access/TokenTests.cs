using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class TokenTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Config = "/api/integrations/jobvite/config";

    private static SymmetricSecurityKey RightKey => new(Encoding.UTF8.GetBytes(FrontHost.Key));

    [Fact]
    public async Task A_right_token_opens_the_door()
    {
        var tenant = front.NewTenantWithoutCompany();

        var answer = await tenant.Client.Get(Config).Json();

        Assert.False(answer["connected"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Without_a_token_the_answer_is_a_401_problem_that_says_how()
    {
        var answer = await front.Anonymous.Get(Config);

        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        var problem = await Task.FromResult(answer).Problem(HttpStatusCode.Unauthorized);
        Assert.Contains("Authorization: Bearer", problem["troubleshooting"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("no expiry")]
    [InlineData("wrong key")]
    [InlineData("alg none")]
    [InlineData("alg None, signed")]
    [InlineData("HS512")]
    [InlineData("RS256")]
    [InlineData("tampered")]
    [InlineData("rubbish")]
    [InlineData("empty")]
    public async Task A_token_that_is_not_right_is_refused(string what)
    {
        var tenant = front.NewTenantWithoutCompany();

        using var client = tenant.ClientWith(WrongToken(what, tenant.TenantId));
        var answer = await client.Get(Config);

        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        await Task.FromResult(answer).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_expired_token_is_called_expired()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(WrongToken("expired", tenant.TenantId));

        var answer = await client.Get(Config);

        Assert.Contains("expired", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_a_few_seconds_off_does_no_harm()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Tokens.Signed(Tokens.Claims(tenant.TenantId), RightKey, expiresIn: TimeSpan.FromSeconds(-10)));

        var answer = await client.Get(Config);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_in_the_query_string_does_not_count()
    {
        var token = Tokens.For("t");

        await front.Anonymous.Get($"{Config}?access_token={token}").Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_tenant_is_a_403_that_names_the_claim()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Tokens.Signed(Tokens.Claims(null), RightKey));

        var problem = await client.Get(Config).Problem(HttpStatusCode.Forbidden);

        Assert.Contains("tenant_id", problem.Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("129")]
    public async Task A_tenant_that_cannot_be_one_is_a_403(string tenantId)
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Tokens.For(tenantId == "129" ? new string('x', 129) : tenantId));

        await client.Get(Config).Problem(HttpStatusCode.Forbidden);
    }

    /// <summary>The former Python module's tenants are numbers.</summary>
    [Fact]
    public async Task A_tenant_that_is_a_whole_number_is_its_digits()
    {
        var number = 8_765_432_101L;
        var tenant = front.NewTenant(number.ToString(CultureInfo.InvariantCulture));
        var claims = Tokens.Claims(null);
        claims["tenant_id"] = number;
        using var client = tenant.ClientWith(Tokens.Signed(claims, RightKey));

        Assert.NotEqual(HttpStatusCode.Forbidden, (await client.Get(Config)).StatusCode);
        await tenant.Directory.Received().GetCompany();
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-7)]
    public async Task A_tenant_that_is_another_number_is_a_403(double number)
    {
        var claims = Tokens.Claims(null);
        claims["tenant_id"] = number;
        using var client = front.NewTenantWithoutCompany().ClientWith(Tokens.Signed(claims, RightKey));

        await client.Get(Config).Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Two_tenants_in_one_token_are_a_403()
    {
        var claims = Tokens.Claims(null);
        claims["tenant_id"] = new[] { "a", "b" };
        using var client = front.NewTenantWithoutCompany().ClientWith(Tokens.Signed(claims, RightKey));

        await client.Get(Config).Problem(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("jobvite.read", "GET", true)]
    [InlineData("jobvite.read", "POST", false)]
    [InlineData("jobvite.manage", "GET", false)]
    [InlineData("jobvite.manage", "POST", true)]
    [InlineData("openid jobvite.manage jobvite.read", "GET", true)]
    [InlineData("jobvite.reader", "GET", false)]
    [InlineData("", "GET", false)]
    [InlineData(null, "POST", true)]
    public async Task A_scope_limits_the_token(string? scope, string method, bool allowed)
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Tokens.For(tenant.TenantId, scope));

        var pending = method == "GET" ? client.Get(Config) : client.Post("/api/integrations/jobvite/sync/jobs");

        if (allowed)
        {
            Assert.NotEqual(HttpStatusCode.Forbidden, (await pending).StatusCode);
        }
        else
        {
            var problem = await pending.Problem(HttpStatusCode.Forbidden);
            Assert.Contains(method == "GET" ? "jobvite.read" : "jobvite.manage", problem.Error(), StringComparison.Ordinal);
        }
    }

    private static string WrongToken(string what, string tenantId)
    {
        var claims = Tokens.Claims(tenantId);
        var expiry = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds();
        var payload = $$"""{"tenant_id":"{{tenantId}}","exp":{{expiry}}}""";
        switch (what)
        {
            case "expired":
                return Tokens.Signed(claims, RightKey, expiresIn: TimeSpan.FromMinutes(-5));
            case "no expiry":
                var unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Base64UrlEncoder.Encode($$"""{"tenant_id":"{{tenantId}}"}""")}";
                var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(FrontHost.Key), Encoding.ASCII.GetBytes(unsigned));
                return $"{unsigned}.{Base64UrlEncoder.Encode(signature)}";
            case "wrong key":
                return Tokens.For(tenantId, key: new string(FrontHost.Key.Reverse().ToArray()));
            case "alg none":
                return Tokens.Raw("""{"alg":"none","typ":"JWT"}""", payload);
            case "alg None, signed":
                return Tokens.Raw("""{"alg":"None","typ":"JWT"}""", payload, "c2lnbmF0dXJl");
            case "HS512":
                return Tokens.Signed(claims, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key + FrontHost.Key)), SecurityAlgorithms.HmacSha512);
            case "RS256":
                return Tokens.Signed(claims, new RsaSecurityKey(RSA.Create(2048)), SecurityAlgorithms.RsaSha256);
            case "tampered":
                var parts = Tokens.For(tenantId).Split('.');
                return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
            case "rubbish":
                return "not-a-token";
            default:
                return "\"\"";
        }
    }
}
