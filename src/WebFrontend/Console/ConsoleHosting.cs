using Jobvite.WebFrontend.Console.Access;
using Jobvite.WebFrontend.Console.Assets;
using Jobvite.WebFrontend.Console.Audit;
using Jobvite.WebFrontend.Console.Connect;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.SetupLinks;
using Jobvite.WebFrontend.Console.Trouble;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend.Console;

/// <summary>
/// The pages for people: rendered on the server, request by request, so that any front behind any balancer serves any of them.
/// See README.md beside this file for how a page is made.
/// </summary>
internal static class ConsoleHosting
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<Visit>();
        services.AddSingleton<ConsoleAssets>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<ConsoleSessions>();
        services.AddSingleton<SignInTrail>();
        services.AddSingleton<SetupSessions>();
        services.AddSingleton<SessionRenewal>();
        services.AddSingleton<SignInTrouble>();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, FormOwner>();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The security headers say DENY for every answer.
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<FrontendSettings>>((forms, settings) =>
            // With this prefix browsers take the cookie from this very host over HTTPS only; without HTTPS they would refuse it.
            forms.Cookie.Name = settings.Value.PublicBaseUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) is true ? "__Host-jobvite-forms" : "jobvite-forms");
    }

    public static void MapConsole(this WebApplication app)
    {
        ConsoleAssets.Map(app);
        SignInEndpoints.Map(app);
        SetupEndpoints.Map(app);
        ThemeEndpoint.Map(app);
        Candidates.CandidateFiles.Map(app);
        StreamConsoleEndpoints.Map(app);
        Records.ExportConsoleEndpoints.Map(app);
        AuditFiles.Map(app);
        Operators.SupportFiles.Map(app);
        PublicKeyEndpoint.Map(app);

        var pages = app.MapRazorComponents<App>()
            .WithMetadata(ConsolePage.Marker)
            .RequireRateLimiting(TenantEndpoints.RateLimit);
        pages.Finally(NeedsTenantUnlessItSaysOtherwise);
    }

    /// <summary>A group for what the console's scripts and links fetch: the same cookie, the same rules as its pages.</summary>
    /// <param name="routes">The application.</param>
    /// <param name="policy">One of <see cref="ConsoleAccess"/>.</param>
    public static RouteGroupBuilder MapConsoleGroup(this IEndpointRouteBuilder routes, string policy = ConsoleAccess.Tenant) => routes
        .MapGroup(ConsolePage.DataPrefix)
        .WithMetadata(ConsolePage.Marker)
        .RequireAuthorization(policy)
        .RequireRateLimiting(TenantEndpoints.RateLimit)
        .ExcludeFromDescription();

    /// <summary>A page whose author forgot to say who may see it must not be open to everybody.</summary>
    private static void NeedsTenantUnlessItSaysOtherwise(EndpointBuilder page)
    {
        if (!page.Metadata.Any(m => m is IAuthorizeData or IAllowAnonymous))
        {
            page.Metadata.Add(new AuthorizeAttribute(ConsoleAccess.Tenant));
        }
    }
}
