using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Tokens of an OpenID Connect authority; its metadata is given by hand, so that no network is needed.</summary>
public sealed class AuthorityTests : IAsyncLifetime
{
    private const string Config = "/api/integrations/jobvite/config";
    private const string Authority = "https://login.example.com";

    private readonly RsaSecurityKey _rsa = new(RSA.Create(2048)) { KeyId = "rsa-1" };
    private readonly ECDsaSecurityKey _ec = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "ec-1" };
    private readonly FrontHost _front;

    public AuthorityTests()
    {
        var metadata = new OpenIdConnectConfiguration { Issuer = Authority };
        metadata.SigningKeys.Add(_rsa);
        metadata.SigningKeys.Add(_ec);
        _front = new(new Dictionary<string, string?> { ["Jwt:Authority"] = Authority, ["Jwt:Audience"] = "jobvite" })
        {
            Configure = services => services.PostConfigure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme,
                o => o.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(metadata)),
        };
    }

    public ValueTask InitializeAsync() => _front.InitializeAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

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
        claims["iss"] = what == "another issuer" ? "https://elsewhere.example.com" : Authority;
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
}
