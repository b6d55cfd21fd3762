using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend.Console.Candidates;

/// <summary>Hands a candidate's files to somebody who is signed in; what goes wrong is a page.</summary>
internal static class CandidateFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/candidates/{jobviteCandidateId}")
            .WithMetadata(ConsolePage.Marker)
            .RequireAuthorization(ConsoleAccess.Tenant)
            .RequireRateLimiting(TenantEndpoints.RateLimit)
            .ExcludeFromDescription();
        files.MapGet("/documents/{documentId}", DocumentEndpoints.Download).MayWaitForJobvite();
        files.MapGet("/export", CandidateExport.Send).WithMetadata(new DisableRequestTimeoutAttribute());
    }
}
