using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Three authorities and our own key: whose token is taken, and for which tenants.</summary>
public sealed class SeveralAuthoritiesTests : IAsyncLifetime
{
    private const string Config = "/api/integrations/jobvite/config";
    private const string OwnIssuer = "https://app.example.com";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Dictionary<string, PlayedAuthority> _authorities = [];
    private readonly Dictionary<string, RsaSecurityKey> _keys = [];
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["first", "acme", "globex"])
        {
            _authorities[name] = await PlayedAuthority.Start();
            _keys[name] = _authorities[name].NewRsaKey("key-1");
        }

        _front = await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        foreach (var authority in _authorities.Values)
        {
            await authority.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("first", "first", "jobvite", HttpStatusCode.OK)]
    [InlineData("acme", "acme", "jobvite-acme", HttpStatusCode.OK)]
    [InlineData("acme", "acme with a slash", "jobvite-acme", HttpStatusCode.Unauthorized)]
    [InlineData("globex", "globex", "jobvite", HttpStatusCode.OK)]
    [InlineData("own", "own", null, HttpStatusCode.OK)]
    [InlineData("acme", "first", "jobvite", HttpStatusCode.Unauthorized)]
    [InlineData("first", "acme", "jobvite-acme", HttpStatusCode.Unauthorized)]
    [InlineData("acme", "acme", "jobvite", HttpStatusCode.Unauthorized)]
    [InlineData("own", "first", "jobvite", HttpStatusCode.Unauthorized)]
    [InlineData("first", "own", "jobvite", HttpStatusCode.Unauthorized)]
    [InlineData("first", "nobody", "jobvite", HttpStatusCode.Unauthorized)]
    [InlineData("own", "nobody", null, HttpStatusCode.Unauthorized)]
    [InlineData("own", "none", null, HttpStatusCode.Unauthorized)]
    public async Task A_token_is_judged_by_whom_it_names_and_by_nobody_else(string signedBy, string named, string? audience, HttpStatusCode expected)
    {
        var tenant = named.StartsWith("globex", StringComparison.Ordinal) ? "globex-eu" : "initech";
        var token = Token(signedBy, tenant, claims =>
        {
            claims.Remove("aud");
            claims.Remove("iss");
            if (audience is not null)
            {
                claims["aud"] = audience;
            }

            if (named != "none")
            {
                claims["iss"] = named switch { "own" => OwnIssuer, "nobody" => "https://elsewhere.example.com", _ when named.Contains(' ', StringComparison.Ordinal) => _authorities[named.Split(' ')[0]].Issuer + "/", _ => _authorities[named].Issuer };
            }
        });

        Assert.Equal(expected, await Ask(token));
    }

    [Theory]
    [InlineData("first", "initech", "initech")]
    [InlineData("first", "acme:hq", null)]
    [InlineData("first", "globex-eu", null)]
    [InlineData("acme", "hq", "acme:hq")]
    [InlineData("acme", "initech", "acme:initech")]
    [InlineData("acme", "globex-eu", "acme:globex-eu")]
    [InlineData("acme", "acme:hq", "acme:acme:hq")]
    [InlineData("globex", "globex-us", "globex-us")]
    [InlineData("globex", "GLOBEX-US", null)]
    [InlineData("globex", "initech", null)]
    [InlineData("globex", "acme:hq", null)]
    [InlineData("own", "acme:hq", "acme:hq")]
    [InlineData("own", "globex-eu", "globex-eu")]
    [InlineData("own", "initech", "initech")]
    public async Task A_token_names_its_issuers_tenants_and_no_others(string issuer, string named, string? tenantId)
    {
        var victims = ((string[])["initech", "acme:hq", "globex-eu", "globex-us", named]).Append(tenantId ?? named).Distinct().ToDictionary(id => id, id => new PlayedTenant(_front, id, "Co" + id.Length));
        foreach (var victim in victims.Values)
        {
            victim.Directory.ClearReceivedCalls();
        }

        var status = await Ask(Token(issuer, named));

        Assert.Equal(tenantId is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, status);
        Assert.Equal(tenantId is null ? [] : [tenantId], victims.Where(one => one.Value.Directory.ReceivedCalls().Any()).Select(one => one.Key));
    }

    [Fact]
    public async Task A_prefix_alone_is_no_tenant() => Assert.Equal(HttpStatusCode.Forbidden, await Ask(Token("acme", "")));

    [Fact]
    public async Task A_tenant_is_shared_by_those_whose_settings_list_it_and_star_lists_every_one()
    {
        await using var front = await Start(("Jwt:Tenants", "initech,globex-eu"), ("Jwt:Authorities:0:TenantPrefix", ""), ("Jwt:Authorities:0:Tenants", "*"));

        foreach (var (issuer, tenant, status) in new[] { ("first", "globex-eu", HttpStatusCode.OK), ("first", "globex-us", HttpStatusCode.Unauthorized), ("globex", "globex-eu", HttpStatusCode.OK), ("acme", "globex-us", HttpStatusCode.OK), ("acme", "initech", HttpStatusCode.OK) })
        {
            Assert.Equal(status, await Ask(Token(issuer, tenant), front));
        }
    }

    [Theory]
    [InlineData("first", null, true)]
    [InlineData("acme", null, false)]
    [InlineData("acme", "true", true)]
    [InlineData("own", null, true)]
    public async Task Only_the_first_issuer_makes_operators_unless_the_operator_says_so(string issuer, string? allowed, bool isOperator)
    {
        await using var front = await Start(("Jwt:Authorities:0:AllowOperators", allowed));
        var token = Token(issuer, "initech", claims => claims["scope"] = "jobvite.read jobvite.operator");

        var result = await front.Services.GetRequiredService<TokenJudge>().ValidateTokenAsync(token, new());

        Assert.True(result.IsValid);
        Assert.Equal(isOperator ? "jobvite.read jobvite.operator" : "jobvite.read", result.ClaimsIdentity.FindFirst("scope")!.Value);
    }

    [Fact]
    public async Task A_token_cannot_say_who_issued_it_in_our_words()
    {
        var result = await _front.Services.GetRequiredService<TokenJudge>().ValidateTokenAsync(Token("acme", "hq", claims => claims["jobvite_issuer"] = ""), new());

        Assert.Equal("acme", Assert.Single(result.ClaimsIdentity.FindAll("jobvite_issuer")).Value);
    }

    [Fact]
    public async Task An_authority_that_is_away_keeps_the_tokens_of_the_others_from_nothing()
    {
        _authorities["acme"].Away = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ask(Token("acme", "hq")));
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("first", "initech")));
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("own", "initech")));
        Assert.Contains("Jwt__Authorities__0__Authority", Assert.Single(_front.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True(_front.Services.GetRequiredService<FrontendInstruments>().AuthorityUnreachable);

        _authorities["acme"].Away = false;
        _clock.Advance(AuthorityKeys.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, await Ask(Token("acme", "hq")));
        Assert.False(_front.Services.GetRequiredService<FrontendInstruments>().AuthorityUnreachable);
    }

    [Fact]
    public async Task The_first_token_of_a_new_key_is_taken_and_only_its_authority_is_asked()
    {
        foreach (var (issuer, tenant) in new[] { ("first", "initech"), ("acme", "hq") })
        {
            Assert.Equal(HttpStatusCode.OK, await Ask(Token(issuer, tenant)));
        }

        _clock.Advance(TimeSpan.FromSeconds(4));
        _keys["acme"] = _authorities["acme"].NewRsaKey("key-2");

        Assert.Equal(HttpStatusCode.OK, await Ask(Token("acme", "hq")));
        Assert.Equal((1, 2, 0), (_authorities["first"].KeyReads, _authorities["acme"].KeyReads, _authorities["globex"].KeyReads));
    }

    [Fact]
    public async Task An_authority_that_publishes_anothers_issuer_is_not_believed()
    {
        _authorities["acme"].PublishedIssuer = _authorities["first"].Issuer;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ask(Token("acme", "hq")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(Token("acme", "initech", claims => claims["iss"] = _authorities["first"].Issuer)));
        Assert.Contains(_front.Log.Lines, line => line.Contains("the issuer that it publishes is not the URL that is set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_leave_our_own_key_is_taken_beside_no_authority()
    {
        await using var front = await Start(("Jwt:AllowOwnKey", "false"));

        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(Token("own", "initech"), front));
    }

    private async Task<FrontHost> Start(params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Jwt:Authority"] = _authorities["first"].Issuer,
            ["Jwt:Audience"] = "jobvite",
            ["Jwt:Issuer"] = OwnIssuer,
            ["Jwt:AllowOwnKey"] = "true",
            ["Jwt:Authorities:0:Name"] = "acme",
            ["Jwt:Authorities:0:Authority"] = _authorities["acme"].Issuer,
            ["Jwt:Authorities:0:Audience"] = "jobvite-acme",
            ["Jwt:Authorities:0:TenantPrefix"] = "acme:",
            ["Jwt:Authorities:1:Name"] = "globex",
            ["Jwt:Authorities:1:Authority"] = _authorities["globex"].Issuer,
            ["Jwt:Authorities:1:Audience"] = "jobvite",
            ["Jwt:Authorities:1:Tenants"] = "globex-eu, globex-us",
        };
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        var front = new FrontHost(settings) { Configure = services => services.AddSingleton<TimeProvider>(_clock) };
        await front.InitializeAsync();
        return front;
    }

    private string Token(string issuer, string tenant, Action<Dictionary<string, object>>? more = null)
    {
        if (issuer != "own")
        {
            return _authorities[issuer].Sign(_keys[issuer], issuer == "acme" ? "jobvite-acme" : "jobvite", tenant, more);
        }

        var claims = Tokens.Claims(tenant);
        claims["iss"] = OwnIssuer;
        more?.Invoke(claims);
        return Tokens.Signed(claims, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)));
    }

    private async Task<HttpStatusCode> Ask(string token, FrontHost? front = null)
    {
        using var client = (front ?? _front).NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await client.Get(Config)).StatusCode;
    }
}
