using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Signing in at the OpenID Connect authority whose tokens the API takes: code flow with PKCE. The person is signed in with the claims of
/// the access token, which is checked as any token of the API is; the id token only closes the protocol.
/// </summary>
internal static class AuthoritySignIn
{
    public const string Scheme = "authority";
    public const string Path = ConsoleCookie.SignInPath + "/authority";

    /// <summary>What the authority must know as redirect URI, below this service's address.</summary>
    public const string CallbackPath = ConsoleCookie.SignInPath + "/callback";

    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Jwt:Authority"]) && !string.IsNullOrWhiteSpace(configuration["Jwt:ClientId"]);

    public static AuthenticationBuilder AddAuthority(this AuthenticationBuilder builder)
    {
        builder.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<JwtSettings>, AuthorityKeys>(Configure);
        // One comes back from another site; with Strict the first page after that would not know who one is.
        builder.Services.PostConfigure<CookieAuthenticationOptions>(ConsoleCookie.Scheme, cookie => cookie.Cookie.SameSite = SameSiteMode.Lax);
        return builder.AddOpenIdConnect(Scheme, _ => { });
    }

    /// <summary>A link, not a form: the Content-Security-Policy lets forms go to this service only.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(Path, (string? returnTo) => TypedResults.Challenge(new() { RedirectUri = Frame.LocalPath.Of(returnTo) }, [Scheme]))
        .AllowAnonymous()
        .WithMetadata(ConsolePage.Marker)
        .ExcludeFromDescription();

    private static void Configure(OpenIdConnectOptions options, IOptions<JwtSettings> settings, AuthorityKeys keys)
    {
        var jwt = settings.Value;
        options.ConfigurationManager = keys;
        options.Backchannel = keys.Http;
        options.TokenValidationParameters.IssuerSigningKeyResolver = keys.Resolve;
        options.ClientId = jwt.ClientId;
        options.ClientSecret = string.IsNullOrWhiteSpace(jwt.ClientSecret) ? null : jwt.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // As a query: a form posted by another site would need cookies with SameSite=None.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.CallbackPath = CallbackPath;
        options.SignInScheme = ConsoleCookie.Scheme;
        options.Scope.Clear();
        foreach (var scope in jwt.ClientScopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scope.Add(scope);
        }

        foreach (var cookie in (CookieBuilder[])[options.NonceCookie, options.CorrelationCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnTokenResponseReceived = context => keys.EnsureKeyOf(context.TokenEndpointResponse.IdToken, context.HttpContext.RequestAborted);
        options.Events.OnTokenValidated = TakeAccessToken;
        options.Events.OnRemoteFailure = static context =>
        {
            context.HandleResponse();
            context.Response.Redirect($"{ConsoleCookie.SignInPath}?reason=authority");
            return Task.CompletedTask;
        };
    }

    private static async Task TakeAccessToken(TokenValidatedContext context)
    {
        var (user, expires, refusal) = context.TokenEndpointResponse?.AccessToken is { Length: > 0 } token
            ? await PastedToken.Check(context.HttpContext, token)
            : (null, default, "The authority gave no access token.");
        if (user is null || refusal is not null)
        {
            context.Fail(refusal ?? "The access token is not one that this service takes.");
            return;
        }

        var tokens = new SessionTokens(expires, SessionRenewal.ClaimsOf(user), context.TokenEndpointResponse!.RefreshToken, context.TokenEndpointResponse.IdToken);
        (context.Principal, context.Properties!.ExpiresUtc) = await context.HttpContext.RequestServices.GetRequiredService<ConsoleSessions>().Begin(context.HttpContext, user, tokens);
        context.Properties.AllowRefresh = false;
        if (context.Properties.RedirectUri is null or "/")
        {
            context.Properties.RedirectUri = ConsoleAccess.HomeOf(user);
        }
    }
}
