using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Tokens of an OpenID Connect authority, which is played on loopback.</summary>
public sealed class AuthorityTests : IAsyncLifetime
{
    private const string Config = "/api/integrations/jobvite/config";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private PlayedAuthority _authority = null!;
    private FrontHost _front = null!;
    private RsaSecurityKey _rsa = null!;
    private ECDsaSecurityKey _ec = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = await PlayedAuthority.Start();
        (_rsa, _ec) = (_authority.NewRsaKey("rsa-1"), _authority.NewEcKey("ec-1"));
        _front = new(new Dictionary<string, string?> { ["Jwt:Authority"] = _authority.Issuer, ["Jwt:Audience"] = "jobvite" })
        {
            Configure = services => services.AddSingleton<TimeProvider>(_clock),
        };
        await _front.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Theory]
    [InlineData("RS256", HttpStatusCode.OK)]
    [InlineData("ES256", HttpStatusCode.OK)]
    [InlineData("HS256 with the shared key", HttpStatusCode.Unauthorized)]
    [InlineData("HS256 with the public key", HttpStatusCode.Unauthorized)]
    [InlineData("PS256", HttpStatusCode.Unauthorized)]
    [InlineData("another audience", HttpStatusCode.Unauthorized)]
    [InlineData("another issuer", HttpStatusCode.Unauthorized)]
    [InlineData("another key", HttpStatusCode.Unauthorized)]
    public async Task Only_the_authoritys_tokens_for_this_service_are_taken(string what, HttpStatusCode expected)
    {
        var tenant = _front.NewTenantWithoutCompany();
        var claims = Tokens.Claims(tenant.TenantId);
        claims["iss"] = what == "another issuer" ? "https://elsewhere.example.com" : _authority.Issuer;
        claims["aud"] = what == "another audience" ? "payroll" : "jobvite";
        var (key, algorithm) = what switch
        {
            "ES256" => ((SecurityKey)_ec, SecurityAlgorithms.EcdsaSha256),
            "HS256 with the shared key" => (new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)), SecurityAlgorithms.HmacSha256),
            "HS256 with the public key" => (new SymmetricSecurityKey(_rsa.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "rsa-1" }, SecurityAlgorithms.HmacSha256),
            "PS256" => (_rsa, SecurityAlgorithms.RsaSsaPssSha256),
            "another key" => (new RsaSecurityKey(RSA.Create(2048)) { KeyId = "rsa-1" }, SecurityAlgorithms.RsaSha256),
            _ => (_rsa, SecurityAlgorithms.RsaSha256),
        };
        using var client = tenant.ClientWith(Tokens.Signed(claims, key, algorithm));

        var answer = await client.Get(Config);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_loaded_a_good_token_is_asked_to_come_again()
    {
        _authority.Away = true;
        for (var i = 0; i < 5; i++)
        {
            using var client = Client(_rsa);
            var answer = await client.Get(Config);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
            Assert.Contains("keys of its issuer", (await answer.Json()).Error(), StringComparison.Ordinal);
        }

        Assert.Contains("status 503", Assert.Single(_front.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(_front.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.True(_front.Services.GetRequiredService<FrontendInstruments>().AuthorityUnreachable);

        _authority.Away = false;
        _clock.Advance(AuthorityKeys.RetryAfter);
        await IsTaken(_rsa);
        Assert.False(_front.Services.GetRequiredService<FrontendInstruments>().AuthorityUnreachable);
    }

    [Fact]
    public async Task The_first_token_of_a_new_key_is_taken()
    {
        await IsTaken(_rsa);
        for (var i = 2; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(4));
            await IsTaken(_authority.NewRsaKey($"rsa-{i}"));
        }

        Assert.Equal(4, _authority.KeyReads);
    }

    [Fact]
    public async Task Made_up_keys_do_not_make_the_authority_be_asked_for_each_token()
    {
        await IsTaken(_rsa);
        using var stranger = RSA.Create(2048);
        for (var i = 0; i < 20; i++)
        {
            using var client = Client(new RsaSecurityKey(stranger) { KeyId = $"made-up-{i}" });
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.Get(Config)).StatusCode);
        }

        Assert.Equal(1, _authority.KeyReads);
    }

    [Fact]
    public async Task A_retired_key_counts_no_more_after_ten_minutes()
    {
        await IsTaken(_rsa);
        _authority.Retire(_rsa);
        _clock.Advance(TimeSpan.FromMinutes(10));

        using var client = Client(_rsa);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Get(Config)).StatusCode);
        await IsTaken(_ec);
    }

    [Fact]
    public async Task Keys_that_were_read_go_on_while_the_authority_is_away_for_a_day()
    {
        await IsTaken(_rsa);
        _authority.Away = true;
        _clock.Advance(TimeSpan.FromHours(23));
        await IsTaken(_rsa);
        _clock.Advance(TimeSpan.FromHours(2));
        using var client = Client(_rsa);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.Get(Config)).StatusCode);
    }

    [Theory]
    [InlineData("payroll")]
    [InlineData(null)]
    public async Task A_refusal_says_in_plain_words_what_is_wrong(string? audience)
    {
        using var client = _front.NewTenantWithoutCompany().ClientWith(_authority.Sign(_rsa, audience ?? "", "t", claims =>
        {
            if (audience is null)
            {
                claims.Remove("aud");
            }
        }));

        var answer = await client.Get(Config);

        var header = answer.Headers.WwwAuthenticate.ToString();
        Assert.Contains("not made for this service", header, StringComparison.Ordinal);
        Assert.DoesNotContain("null", header, StringComparison.Ordinal);
    }

    private HttpClient Client(SecurityKey key)
    {
        var tenant = _front.NewTenantWithoutCompany();
        return tenant.ClientWith(_authority.Sign(key, "jobvite", tenant.TenantId, expiresIn: TimeSpan.FromDays(2)));
    }

    private async Task IsTaken(SecurityKey key)
    {
        using var client = Client(key);
        var answer = await client.Get(Config);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {answer.Headers.WwwAuthenticate}");
    }
}
