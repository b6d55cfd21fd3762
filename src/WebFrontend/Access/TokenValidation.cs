using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend;

/// <summary>Pins the algorithm to the kind of key: a public key must never be taken for a shared one, nor <c>none</c> for a signature.</summary>
internal sealed class TokenValidation(IOptions<JwtSettings> settings, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public void Configure(string? name, JwtBearerOptions options)
    {
        var jwt = settings.Value;
        var authority = string.IsNullOrWhiteSpace(jwt.Authority) ? null : jwt.Authority;

        (options.Events ??= new()).OnTokenValidated = Judge;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new()
        {
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateLifetime = true,
            ClockSkew = ClockSkew,
            ValidateAudience = !string.IsNullOrWhiteSpace(jwt.Audience),
            ValidAudience = jwt.Audience,
            ValidateIssuer = authority is not null || !string.IsNullOrWhiteSpace(jwt.Issuer),
            ValidIssuer = authority is null ? jwt.Issuer : null,
            ValidateIssuerSigningKey = true,
            ValidAlgorithms = authority is null
                ? [SecurityAlgorithms.HmacSha256]
                : [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
        };

        if (authority is null)
        {
            options.TokenValidationParameters.IssuerSigningKeys =
                [.. JwtSettings.List(jwt.PreviousKeys).Prepend(jwt.SecretKey!).Select(key => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)))];
        }
        else
        {
            options.Authority = authority;
            options.RequireHttpsMetadata = new Uri(authority).Scheme == Uri.UriSchemeHttps;
        }
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    private Task Judge(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (TokenClaims.Refuse(token, settings.Value, time.GetUtcNow()) is { } refusal)
        {
            context.Fail(new TokenRefusedException(refusal));
        }
        else
        {
            context.Principal = TokenClaims.Of(token, settings.Value);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A token whose signature is good is not taken all the same. The message is for whoever sent it.</summary>
internal sealed class TokenRefusedException(string message) : SecurityTokenException(message);
