using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend;

/// <summary>What every endpoint for tenants has in common.</summary>
internal static class TenantEndpoints
{
    public const string RateLimit = "tenant";

    /// <summary>Request timeout for what may have to wait for Jobvite.</summary>
    public const string JobviteTimeout = "jobvite";

    public static RouteGroupBuilder MapTenantGroup(this IEndpointRouteBuilder routes, string prefix, string tag) => routes
        .MapGroup(prefix)
        .RequireAuthorization(TenantAccess.Policy)
        .RequireRateLimiting(RateLimit)
        .WithTags(tag)
        .AddEndpointFilterFactory(DeclaredParameters.Require);

    /// <summary>The cluster asks Jobvite before it answers, which may take long.</summary>
    public static RouteHandlerBuilder MayWaitForJobvite(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new RequestTimeoutAttribute(JobviteTimeout));
}
