using System.Text;
using Jobvite.Standalone.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.Standalone.Tests;

public sealed class LocalTokenTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task The_token_is_signed_for_the_tenant_and_good_for_a_day()
    {
        var text = LocalToken.Make(Settings(("JWT_SECRET_KEY", Secret)), "demo", TimeProvider.System);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidateAudience = false,
            ValidateIssuer = false,
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)),
        });

        Assert.True(result.IsValid);
        Assert.Equal("demo", result.Claims["tenant_id"]);
        var token = Assert.IsType<JsonWebToken>(result.SecurityToken);
        Assert.Equal("HS256", token.Alg);
        Assert.Equal(24, (token.ValidTo - token.ValidFrom).TotalHours, tolerance: 0.01);
    }

    [Fact]
    public void An_audience_and_an_issuer_that_the_front_asks_for_are_in_it()
    {
        var token = new JsonWebToken(LocalToken.Make(
            Settings(("JWT_SECRET_KEY", Secret), ("Jwt:Audience", "jobvite"), ("Jwt:Issuer", "us")), "demo", TimeProvider.System));

        Assert.Equal(["jobvite"], token.Audiences);
        Assert.Equal("us", token.Issuer);
    }

    [Fact]
    public void With_an_authority_there_is_no_token_of_ours() =>
        Assert.Null(LocalToken.Make(Settings(("Jwt:Authority", "https://login.example.com")), "demo", TimeProvider.System));

    [Fact]
    public void With_further_authorities_alone_there_is_none_either() =>
        Assert.Null(LocalToken.Make(Settings(("Jwt:Authorities:0:Authority", "https://login.example.com")), "demo", TimeProvider.System));

    [Fact]
    public void Beside_an_authority_that_the_operator_lets_it_stand_beside_there_is_one()
    {
        var text = LocalToken.Make(
            Settings(("Jwt:Authority", "https://login.example.com"), ("Jwt:Audience", "jobvite"), ("Jwt:AllowOwnKey", "true"), ("Jwt:Issuer", "https://app.example.com"), ("JWT_SECRET_KEY", "q7Vx0n2LrTz5Yb8eKd3Wm6Hs9Jf1Gp4C/uA=")),
            "demo",
            TimeProvider.System);

        var token = new JsonWebToken(text);
        Assert.Equal("https://app.example.com", token.Issuer);
        Assert.Empty(token.Audiences);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
        .Build();
}
