using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend;

/// <summary>Has every bearer scheme check tokens by <see cref="TokenJudge"/>, and say in plain words why one is not taken.</summary>
internal sealed class TokenValidation(TokenJudge judge) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options)
    {
        options.Events ??= new();
        options.Events.OnChallenge = Explain;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(judge);
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

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
}

/// <summary>Checks a token by the rules of the issuer that it names, and gives the person with claims of our names. Thread-safe.</summary>
internal sealed class TokenJudge(TokenIssuers issuers, TimeProvider time) : TokenHandler
{
    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    /// <param name="token">What the caller sent.</param>
    /// <param name="validationParameters">Not used: the issuer's are.</param>
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (!TryReadIssuer(token, out var named))
        {
            return Refused(new SecurityTokenMalformedException());
        }

        if (issuers.Of(named) is not { } issuer)
        {
            return Refused(new SecurityTokenInvalidIssuerException());
        }

        TokenValidationParameters parameters;
        try
        {
            parameters = await issuer.Parameters(token);
        }
        catch (AuthorityUnreachableException exception)
        {
            // Nothing is said about the token without any keys.
            return Refused(exception);
        }

        var result = await _tokens.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken good)
        {
            return result;
        }

        var person = TokenClaims.Of(good, issuer);
        if ((TokenClaims.Refuse(good, issuer.Settings, time.GetUtcNow()) ?? RefuseTenant(person, issuer)) is { } refusal)
        {
            return Refused(new TokenRefusedException(refusal));
        }

        result.ClaimsIdentity = person;
        return result;
    }

    private static TokenValidationResult Refused(Exception exception) => new() { IsValid = false, Exception = exception };

    private bool TryReadIssuer(string token, out string? issuer)
    {
        issuer = null;
        try
        {
            return _tokens.CanReadToken(token) && (new JsonWebToken(token).TryGetPayloadValue("iss", out issuer) || issuer is null);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string? RefuseTenant(ClaimsIdentity person, TokenIssuer issuer) => person.FindAll(TenantAccess.TenantClaim).All(tenant => tenant.Value.Length == 0 || issuers.MayName(issuer, tenant.Value))
        ? null
        : "It names a tenant that its issuer may not name here. The operator decides that with Tenants and TenantPrefix of the issuer.";
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
        SecurityTokenInvalidIssuerException => "This token was made by somebody else than this service trusts: its issuer (iss) is none that is set.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException =>
            "This token's signature is not one that this service trusts.",
        SecurityTokenNoExpirationException => "This token has no end (exp); only tokens that expire are taken.",
        SecurityTokenException or ArgumentException or null => "This is not a token of this service. It has three parts with dots between them and begins with ey.",
        _ => "The token could not be checked just now, because its issuer did not answer. Try again in a moment.",
    };
}
