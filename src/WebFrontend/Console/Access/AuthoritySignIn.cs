using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Frame;
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

    /// <summary>What the authority must know as post-logout redirect URI.</summary>
    public const string SignedOutPath = ConsoleCookie.SignInPath + "/signed-out";

    /// <summary>Proxies and servers take an address of some 8 KB.</summary>
    private const int LongestHint = 4096;

    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Jwt:Authority"]) && !string.IsNullOrWhiteSpace(configuration["Jwt:ClientId"]);

    public static AuthenticationBuilder AddAuthority(this AuthenticationBuilder builder)
    {
        builder.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<JwtSettings>, AuthorityKeys>(Configure);
        // One comes back from another site; with Strict the first page after that would not know who one is.
        builder.Services.PostConfigure<CookieAuthenticationOptions>(ConsoleCookie.Scheme, cookie => cookie.Cookie.SameSite = SameSiteMode.Lax);
        return builder.AddOpenIdConnect(Scheme, _ => { });
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        // A link, not a form: the Content-Security-Policy lets forms go to this service only.
        routes.MapGet(Path, Begin).AllowAnonymous().WithMetadata(ConsolePage.Marker).ExcludeFromDescription();
        routes.MapGet(SignedOutPath, () => TypedResults.Redirect($"{ConsoleCookie.SignInPath}?reason=signed-out")).AllowAnonymous().WithMetadata(ConsolePage.Marker).ExcludeFromDescription();
        BackChannelLogout.Map(routes);
    }

    /// <summary>Where the browser ends the session at the authority and comes back; null when the authority has no such address.</summary>
    public static string? EndSessionAddress(HttpContext http, string idToken)
    {
        var keys = http.RequestServices.GetRequiredService<AuthorityKeys>();
        return keys.Last?.EndSessionEndpoint is { Length: > 0 } endpoint
            ? endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Query.Link(
                "",
                ("client_id", http.RequestServices.GetRequiredService<IOptions<JwtSettings>>().Value.ClientId),
                ("post_logout_redirect_uri", Absolute(http, SignedOutPath)),
                ("id_token_hint", idToken.Length <= LongestHint ? idToken : null)).TrimStart('?')
            : null;
    }

    private static async Task<IResult> Begin(HttpContext http, string? returnTo, string? again, AuthorityKeys keys, SignInTrouble trouble)
    {
        var properties = new AuthenticationProperties { RedirectUri = LocalPath.Of(returnTo) };
        try
        {
            var authority = await keys.GetConfigurationAsync(http.RequestAborted);
            if (again is not null)
            {
                // The authority would sign in the same account once more without asking.
                var known = authority.PromptValuesSupported;
                properties.SetParameter(OpenIdConnectParameterNames.Prompt, known.Count == 0 || known.Contains("select_account") ? "select_account" : "login");
            }

            await http.ChallengeAsync(Scheme, properties);
            return TypedResults.Empty;
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Redirect(trouble.Report(exception, Absolute(http, CallbackPath), returnTo is null ? null : properties.RedirectUri));
        }
    }

    private static string Absolute(HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{path}";

    private static Task AddParameters(RedirectContext context, JwtSettings jwt)
    {
        foreach (var (name, value) in JwtSettings.Parameters(jwt.ClientParameters))
        {
            // Whoever tries again is asked for the account, whatever is set.
            if (context.ProtocolMessage.GetParameter(name) is null)
            {
                context.ProtocolMessage.SetParameter(name, value);
            }
        }

        return Task.CompletedTask;
    }

    private static Task GoBack(RemoteFailureContext context)
    {
        context.HandleResponse();
        var trouble = context.HttpContext.RequestServices.GetRequiredService<SignInTrouble>();
        context.Response.Redirect(trouble.Report(context.Failure, Absolute(context.HttpContext, CallbackPath), (context.Failure as SignInRefusedException)?.ReturnTo ?? context.Properties?.RedirectUri));
        return Task.CompletedTask;
    }

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
        options.Events.OnRedirectToIdentityProvider = context => AddParameters(context, jwt);
        options.Events.OnRemoteFailure = GoBack;
        options.Events.OnAccessDenied = static context =>
        {
            context.HandleResponse();
            context.Response.Redirect(SignInTrouble.Cancelled(context.Properties?.RedirectUri));
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
            context.Fail(new SignInRefusedException(refusal ?? "The access token is not one that this service takes.", context.Properties?.RedirectUri));
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
