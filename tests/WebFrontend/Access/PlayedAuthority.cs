using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests;

/// <summary>An OpenID Connect authority on a free port of loopback: it publishes itself and its keys, gives tokens for codes, and can be away.</summary>
internal sealed class PlayedAuthority : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<(string KeyId, SecurityKey Key)> _published = [];
    private int _keyReads;

    private PlayedAuthority(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.First();

    /// <summary>While true every request is answered with 503.</summary>
    public bool Away { get; set; }

    /// <summary>How often the keys were read.</summary>
    public int KeyReads => Volatile.Read(ref _keyReads);

    /// <summary>The issuer that it publishes, if not its own address.</summary>
    public string? PublishedIssuer { get; set; }

    /// <summary>Members of the discovery document beside the usual ones.</summary>
    public Dictionary<string, object> More { get; } = [];

    /// <summary>Answers the token endpoint.</summary>
    public Func<IFormCollection, object?> Token { get; set; } = _ => null;

    /// <summary>Answers a pushed authorization request.</summary>
    public Func<IFormCollection, IResult> Pushed { get; set; } = _ => Results.NotFound();

    /// <param name="certificate">For TLS; null: plain HTTP.</param>
    public static async Task<PlayedAuthority> Start(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var authority = new PlayedAuthority(builder.Build());
        authority.Map();
        await authority._app.StartAsync();
        return authority;
    }

    public RsaSecurityKey NewRsaKey(string keyId) => Publish(new RsaSecurityKey(RSA.Create(2048)) { KeyId = keyId });

    public ECDsaSecurityKey NewEcKey(string keyId) => Publish(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = keyId });

    public void Retire(SecurityKey key) => _published.RemoveAll(known => known.Key == key);

    /// <summary>A token of this authority's.</summary>
    public string Sign(SecurityKey key, string audience, string? tenantId, Action<Dictionary<string, object>>? more = null, TimeSpan? expiresIn = null)
    {
        var claims = Tokens.Claims(tenantId);
        (claims["iss"], claims["aud"]) = (Issuer, audience);
        more?.Invoke(claims);
        return Tokens.Signed(claims, key, key is ECDsaSecurityKey ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.RsaSha256, expiresIn);
    }

    /// <summary>What PKCE makes of the secret that the client keeps.</summary>
    public static string ChallengeOf(IFormCollection form) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private T Publish<T>(T key) where T : SecurityKey
    {
        _published.Add((key.KeyId, key));
        return key;
    }

    private void Map()
    {
        _app.Use((http, next) =>
        {
            if (Away)
            {
                http.Response.StatusCode = 503;
                return Task.CompletedTask;
            }

            return next(http);
        });
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>(More)
        {
            ["issuer"] = PublishedIssuer ?? Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/keys",
        }));
        _app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref _keyReads);
            return Results.Json(new { keys = _published.Select(known => Jwk(known.Key)).ToArray() });
        });
        _app.MapPost("/token", async (HttpRequest request) => Token(await request.ReadFormAsync()) is { } answer ? Results.Json(answer) : Results.BadRequest(new { error = "invalid_grant" }));
        _app.MapPost("/par", async (HttpRequest request) => Pushed(await request.ReadFormAsync()));
    }

    private static object Jwk(SecurityKey key)
    {
        if (key is RsaSecurityKey rsa)
        {
            var parameters = rsa.Rsa.ExportParameters(false);
            return new { kty = "RSA", kid = key.KeyId, use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
        }

        var point = ((ECDsaSecurityKey)key).ECDsa.ExportParameters(false).Q;
        return new { kty = "EC", kid = key.KeyId, use = "sig", alg = "ES256", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }
}
