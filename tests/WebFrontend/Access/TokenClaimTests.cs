using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests;

/// <summary>What tokens allow, in the shapes in which identity providers write them. The signature is always right.</summary>
public sealed class TokenClaimTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Config = "/api/integrations/jobvite/config";
    private const string Disconnect = "/api/integrations/jobvite/disconnect";

    [Theory]
    [InlineData("""{"scope":[]}""", false, false)]
    [InlineData("""{"scope":""}""", false, false)]
    [InlineData("""{"scope":null}""", false, false)]
    [InlineData("""{"scope":{"jobvite.read":true}}""", false, false)]
    [InlineData("""{"scope":["openid"]}""", false, false)]
    [InlineData("""{"scp":"openid profile"}""", false, false)]
    [InlineData("""{"scp":[]}""", false, false)]
    [InlineData("""{"scp":"jobvite.read"}""", true, false)]
    [InlineData("""{"scp":["jobvite.read","jobvite.manage"]}""", true, true)]
    [InlineData("""{"scope":["jobvite.manage"]}""", false, true)]
    [InlineData("""{"scope":"openid","scp":["jobvite.read"]}""", true, false)]
    [InlineData("{}", true, true)]
    public async Task A_token_allows_what_its_scopes_say_and_without_any_claim_of_scopes_our_own_key_allows_both(string extra, bool reads, bool manages)
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Signed($$"""{"tenant_id":"{{tenant.TenantId}}"}""", extra));

        Assert.Equal(reads, (await client.Get(Config)).StatusCode != HttpStatusCode.Forbidden);
        Assert.Equal(manages, (await client.Post(Disconnect, """{"deleteData":true}""")).StatusCode != HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"roles":["Jobvite Readers"]}""", true, false)]
    [InlineData("""{"roles":["Jobvite Admins","Jobvite Readers"]}""", true, true)]
    [InlineData("""{"roles":"Jobvite Admins"}""", false, true)]
    [InlineData("""{"roles":["Cooks"]}""", false, false)]
    [InlineData("""{"roles":[]}""", false, false)]
    public async Task Roles_stand_for_scopes_where_the_operator_says_so(string extra, bool reads, bool manages)
    {
        await using var host = new FrontHost(new Dictionary<string, string?>
        {
            ["Jwt:TenantClaim"] = "custom:tenant_id",
            ["Jwt:RoleClaim"] = "roles",
            ["Jwt:ReadRoles"] = "Jobvite Readers",
            ["Jwt:ManageRoles"] = "Jobvite Admins, Owners",
        });
        await host.InitializeAsync();
        var tenant = host.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Signed($$"""{"custom:tenant_id":"{{tenant.TenantId}}","tenant_id":"somebody-else"}""", extra));

        Assert.Equal(reads, (await client.Get(Config)).StatusCode == HttpStatusCode.OK);
        Assert.Equal(manages, (await client.Post(Disconnect, "{}")).StatusCode != HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"nonce":"n-1"}""", """{"alg":"HS256","typ":"JWT"}""")]
    [InlineData("""{"at_hash":"x"}""", """{"alg":"HS256","typ":"JWT"}""")]
    [InlineData("{}", """{"alg":"HS256","typ":"JWT","crit":["exp"],"exp":1}""")]
    [InlineData("{}", """{"alg":"HS256","typ":"logout+jwt"}""")]
    [InlineData("{}", """{"alg":"HS256","typ":"dpop+jwt"}""")]
    public async Task A_token_that_is_not_a_plain_access_token_is_refused(string extra, string header)
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Signed($$"""{"tenant_id":"{{tenant.TenantId}}"}""", extra, header));

        await client.Get(Config).Problem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"HS256","typ":"jwt"}""")]
    public async Task The_usual_types_of_access_tokens_are_taken(string header)
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Signed($$"""{"tenant_id":"{{tenant.TenantId}}"}""", "{}", header));

        Assert.Equal(HttpStatusCode.OK, (await client.Get(Config)).StatusCode);
    }

    [Fact]
    public async Task A_token_for_ten_years_is_refused_as_too_long()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var client = tenant.ClientWith(Signed($$"""{"tenant_id":"{{tenant.TenantId}}"}""", "{}", lifetime: TimeSpan.FromDays(3650)));

        await client.Get(Config).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task During_a_rotation_tokens_of_the_former_key_are_taken_and_those_of_an_older_one_are_not()
    {
        const string Former = "Zt8Wq3nLx5Rb7Vd2Kp9Ms4Hy6Jc1Fg0Ua+E=";
        await using var host = new FrontHost(new Dictionary<string, string?> { [JwtSettings.PreviousKeysVariable] = Former });
        await host.InitializeAsync();
        var tenant = host.NewTenantWithoutCompany();

        foreach (var (key, status) in new[] { (FrontHost.Key, HttpStatusCode.OK), (Former, HttpStatusCode.OK), ("Kp9Ms4Hy6Jc1Fg0UaZt8Wq3nLx5Rb7Vd2+E=", HttpStatusCode.Unauthorized) })
        {
            using var client = tenant.ClientWith(Tokens.For(tenant.TenantId, key: key));
            Assert.Equal(status, (await client.Get(Config)).StatusCode);
        }
    }

    [Fact]
    public async Task Another_origin_is_let_in_only_when_the_operator_names_it()
    {
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Frontend:CorsOrigins"] = "https://app.example.com" });
        await host.InitializeAsync();

        foreach (var (origin, allowed) in new[] { ("https://app.example.com", true), ("https://app.example.com.evil.example", false), ("null", false) })
        {
            using var preflight = new HttpRequestMessage(HttpMethod.Options, Config);
            preflight.Headers.Add("Origin", origin);
            preflight.Headers.Add("Access-Control-Request-Method", "GET");
            preflight.Headers.Add("Access-Control-Request-Headers", "authorization");
            var answer = await host.Anonymous.SendAsync(preflight, Answers.Cancelled);

            Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        }
    }

    private static string Signed(string claims, string more, string header = """{"alg":"HS256","typ":"JWT"}""", TimeSpan? lifetime = null)
    {
        var all = new Dictionary<string, JsonElement>();
        foreach (var part in new[] { claims, more, $$"""{"exp":{{TimeProvider.System.GetUtcNow().Add(lifetime ?? TimeSpan.FromMinutes(10)).ToUnixTimeSeconds()}}}""" })
        {
            foreach (var member in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(part)!)
            {
                all[member.Key] = member.Value;
            }
        }

        var content = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(JsonSerializer.Serialize(all))}";
        var signature = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(FrontHost.Key), Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64UrlEncoder.Encode(signature)}";
    }
}
