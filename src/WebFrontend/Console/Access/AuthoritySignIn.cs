using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Signing in at an OpenID Connect authority whose tokens the API takes: code flow with PKCE. The person is signed in with the claims of
/// the access token, which is checked as any token of the API is; the id token only closes the protocol. Each authority has a scheme and a redirect address
/// of its own, so that none can answer for another.
/// </summary>
internal static class AuthoritySignIn
{
    public const string Path = ConsoleCookie.SignInPath + "/authority";

    /// <summary>What the first authority must know as redirect URI, below this service's address.</summary>
    public const string CallbackPath = ConsoleCookie.SignInPath + "/callback";

    /// <summary>What authorities must know as post-logout redirect URI.</summary>
    public const string SignedOutPath = ConsoleCookie.SignInPath + "/signed-out";

    private const string FirstScheme = "authority";

    /// <summary>Proxies and servers take an address of some 8 KB.</summary>
    private const int LongestHint = 4096;

    public static AuthenticationBuilder AddAuthorities(this AuthenticationBuilder builder, IConfiguration configuration)
    {
        var names = NamesIn(configuration);
        foreach (var name in names)
        {
            builder.Services.AddOptions<OpenIdConnectOptions>(SchemeOf(name)).Configure<TokenIssuers>((options, issuers) => Configure(options, issuers.Find(name)!));
            builder.AddOpenIdConnect(SchemeOf(name), _ => { });
        }

        if (names.Count > 0)
        {
            // One comes back from another site; with Strict the first page after that would not know who one is.
            builder.Services.PostConfigure<CookieAuthenticationOptions>(ConsoleCookie.Scheme, cookie => cookie.Cookie.SameSite = SameSiteMode.Lax);
        }

        return builder;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Links, not forms: the Content-Security-Policy lets forms go to this service only.
        routes.MapGet(Path + "/{name?}", Begin).AllowAnonymous().WithMetadata(ConsolePage.Marker).ExcludeFromDescription();
        routes.MapGet(SignedOutPath, () => TypedResults.Redirect($"{ConsoleCookie.SignInPath}?reason=signed-out")).AllowAnonymous().WithMetadata(ConsolePage.Marker).ExcludeFromDescription();
        BackChannelLogout.Map(routes);
    }

    /// <summary>Where signing in at an authority begins.</summary>
    public static string PathOf(TokenIssuer authority) => authority.Name.Length > 0 ? $"{Path}/{authority.Name}" : Path;

    /// <summary>What an authority must know as redirect URI.</summary>
    public static string CallbackPathOf(TokenIssuer authority) => authority.Name.Length > 0 ? $"{CallbackPath}/{authority.Name}" : CallbackPath;

    /// <summary>Where the browser ends the session at the authority of a person and comes back; null when the authority has no such address.</summary>
    public static string? EndSessionAddress(HttpContext http, string idToken)
    {
        var authority = http.RequestServices.GetRequiredService<TokenIssuers>().Find(http.User.FindFirst(TokenClaims.IssuerClaim)?.Value);
        return authority?.Keys?.Last?.EndSessionEndpoint is { Length: > 0 } endpoint
            ? endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Query.Link(
                "",
                ("client_id", authority.Settings.ClientId),
                ("post_logout_redirect_uri", Absolute(http, SignedOutPath)),
                // Amazon Cognito's name for it; others do not look at it.
                ("logout_uri", Absolute(http, SignedOutPath)),
                ("id_token_hint", idToken.Length <= LongestHint ? idToken : null)).TrimStart('?')
            : null;
    }

    private static async Task<IResult> Begin(HttpContext http, string? name, string? returnTo, string? again, TokenIssuers issuers, SignInTrouble trouble)
    {
        if (issuers.ForSignIn.FirstOrDefault(one => one.Name.Equals(name ?? "", StringComparison.OrdinalIgnoreCase)) is not { } authority)
        {
            return TypedResults.Redirect(Query.Link(ConsoleCookie.SignInPath, (ConsoleCookie.ReturnParameter, returnTo)));
        }

        var properties = new AuthenticationProperties { RedirectUri = LocalPath.Of(returnTo) };
        try
        {
            var published = await authority.Keys!.GetConfigurationAsync(http.RequestAborted);
            if (again is not null)
            {
                // The authority would sign in the same account once more without asking.
                var known = published.PromptValuesSupported;
                properties.SetParameter(OpenIdConnectParameterNames.Prompt, known.Count == 0 || known.Contains("select_account") ? "select_account" : "login");
            }

            await http.ChallengeAsync(SchemeOf(authority.Name), properties);
            return TypedResults.Empty;
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Redirect(trouble.Report(exception, authority, Absolute(http, CallbackPathOf(authority)), returnTo is null ? null : properties.RedirectUri));
        }
    }

    private static string SchemeOf(string name) => name.Length > 0 ? $"{FirstScheme}:{name.ToLowerInvariant()}" : FirstScheme;

    /// <summary>The names of the authorities at which people can sign in. Schemes are registered before settings are checked.</summary>
    private static List<string> NamesIn(IConfiguration configuration)
    {
        var jwt = configuration.GetSection("Jwt");
        return [.. jwt.GetSection("Authorities").GetChildren()
            .Select(one => (Name: one["Name"] ?? "", Section: one))
            .Where(one => one.Name.Length > 0)
            .Prepend((Name: "", Section: jwt))
            .Where(one => !string.IsNullOrWhiteSpace(one.Section["Authority"]) && !string.IsNullOrWhiteSpace(one.Section["ClientId"]))
            .Select(one => one.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Absolute(HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{path}";

    private static Task AddParameters(RedirectContext context, AuthoritySettings settings)
    {
        foreach (var (name, value) in JwtSettings.Parameters(settings.ClientParameters))
        {
            // Whoever tries again is asked for the account, whatever is set.
            if (context.ProtocolMessage.GetParameter(name) is null)
            {
                context.ProtocolMessage.SetParameter(name, value);
            }
        }

        return Task.CompletedTask;
    }

    private static Task GoBack(RemoteFailureContext context, TokenIssuer authority)
    {
        context.HandleResponse();
        var trouble = context.HttpContext.RequestServices.GetRequiredService<SignInTrouble>();
        var returnTo = (context.Failure as SignInRefusedException)?.ReturnTo ?? context.Properties?.RedirectUri;
        context.Response.Redirect(trouble.Report(context.Failure, authority, Absolute(context.HttpContext, CallbackPathOf(authority)), returnTo));
        return Task.CompletedTask;
    }

    private static void Configure(OpenIdConnectOptions options, TokenIssuer authority)
    {
        var (settings, keys) = (authority.Settings, authority.Keys!);
        options.ConfigurationManager = keys;
        options.Backchannel = keys.Http;
        options.TokenValidationParameters.IssuerSigningKeyResolver = keys.Resolve;
        options.ClientId = settings.ClientId;
        options.ClientSecret = string.IsNullOrWhiteSpace(settings.ClientSecret) ? null : settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // As a query: a form posted by another site would need cookies with SameSite=None.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.CallbackPath = CallbackPathOf(authority);
        // Ways of the library's own, one of which would let any page sign people out.
        options.RemoteSignOutPath = PathString.Empty;
        options.SignedOutCallbackPath = PathString.Empty;
        options.SignInScheme = ConsoleCookie.Scheme;
        options.Scope.Clear();
        foreach (var scope in settings.ClientScopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scope.Add(scope);
        }

        foreach (var cookie in (CookieBuilder[])[options.NonceCookie, options.CorrelationCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnTokenResponseReceived = context => keys.EnsureKeyOf(context.TokenEndpointResponse.IdToken, context.HttpContext.RequestAborted);
        options.Events.OnTokenValidated = context => TakeAccessToken(context, authority);
        options.Events.OnRedirectToIdentityProvider = context => AddParameters(context, settings);
        options.Events.OnRemoteFailure = context => GoBack(context, authority);
        options.Events.OnAccessDenied = static context =>
        {
            context.HandleResponse();
            context.Response.Redirect(SignInTrouble.Cancelled(context.Properties?.RedirectUri));
            return Task.CompletedTask;
        };
    }

    private static async Task TakeAccessToken(TokenValidatedContext context, TokenIssuer authority)
    {
        var (user, expires, refusal) = context.TokenEndpointResponse?.AccessToken is { Length: > 0 } token
            ? await PastedToken.Check(context.HttpContext, token)
            : (null, default, "The authority gave no access token.");
        if (user is not null && (user.FindFirst(TokenClaims.IssuerClaim)?.Value ?? "") != authority.Name)
        {
            refusal = "Its access token was made by somebody else.";
        }

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
