using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend.Console.Candidates;

/// <summary>Hands a person's file to somebody who is signed in.</summary>
internal static class ExportEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/candidates/{jobviteCandidateId}/export", CandidateExport.Send)
        .WithMetadata(ConsolePage.Marker)
        .RequireAuthorization(ConsoleAccess.Tenant)
        .RequireRateLimiting(TenantEndpoints.RateLimit)
        .WithMetadata(new DisableRequestTimeoutAttribute())
        .ExcludeFromDescription();
}
