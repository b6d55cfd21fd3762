using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend;

/// <summary>Pins the algorithm to the kind of key: a public key must never be taken for a shared one, nor <c>none</c> for a signature.</summary>
internal sealed class TokenValidation(IOptions<JwtSettings> settings, AuthorityKeys keys, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public void Configure(string? name, JwtBearerOptions options)
    {
        var jwt = settings.Value;
        var authority = string.IsNullOrWhiteSpace(jwt.Authority) ? null : jwt.Authority;

        options.Events ??= new();
        options.Events.OnTokenValidated = Judge;
        options.Events.OnChallenge = Explain;
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
            options.ConfigurationManager = keys;
            var before = options.Events.OnMessageReceived;
            options.Events.OnMessageReceived = async context =>
            {
                await before(context);
                await FetchKeys(context);
            };
        }
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    /// <summary>Before the token is checked: a key that is new at the authority is there then, and without any keys nothing is said about the token.</summary>
    private async Task FetchKeys(MessageReceivedContext context)
    {
        if (context.Result is not null || (context.Token ?? BearerOf(context.Request)) is not { } token)
        {
            return;
        }

        try
        {
            await keys.EnsureKeyOf(token, context.HttpContext.RequestAborted);
        }
        catch (AuthorityUnreachableException exception)
        {
            context.Fail(exception);
        }
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    /// <summary>Says why a token was not taken; when that is not the token's fault, with another status.</summary>
    private static Task Explain(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is AuthorityUnreachableException)
        {
            context.HandleResponse();
            return Problem.Unavailable("The token cannot be checked just now: the keys of its issuer cannot be loaded.", AuthorityKeys.RetryAfter).ExecuteAsync(context.HttpContext);
        }

        if (context.AuthenticateFailure is { } failure)
        {
            context.ErrorDescription = TokenWords.Of(failure);
        }

        return Task.CompletedTask;
    }

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

/// <summary>Why a token is not taken, in words for whoever sent it. The library's own words may repeat parts of the token, and speak of "(null)".</summary>
internal static class TokenWords
{
    /// <summary>ASCII without quotation marks: it goes into a header, too.</summary>
    public static string Of(Exception? failure) => failure switch
    {
        TokenRefusedException refused => refused.Message,
        AuthorityUnreachableException => "The token could not be checked just now, because its issuer did not answer. Try again in a moment.",
        SecurityTokenExpiredException => "This token has expired. Ask for a new one.",
        SecurityTokenNotYetValidException => "This token is not valid yet. Does its issuer's clock go right?",
        // The exception does not tell a missing audience from another one.
        SecurityTokenInvalidAudienceException => "This token was not made for this service: its audience (aud) is another one, or is missing.",
        SecurityTokenInvalidIssuerException => "This token was made by somebody else than this service trusts: its issuer (iss) is not the one that is set.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException =>
            "This token's signature is not one that this service trusts.",
        SecurityTokenNoExpirationException => "This token has no end (exp); only tokens that expire are taken.",
        SecurityTokenException or ArgumentException or null => "This is not a token of this service. It has three parts with dots between them and begins with ey.",
        _ => "The token could not be checked just now, because its issuer did not answer. Try again in a moment.",
    };
}
