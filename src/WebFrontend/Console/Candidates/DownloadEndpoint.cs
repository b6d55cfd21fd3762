using Jobvite.WebFrontend.Console.Access;

namespace Jobvite.WebFrontend.Console.Candidates;

/// <summary>Hands a document to a signed-in person; what goes wrong is a page.</summary>
internal static class DownloadEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/candidates/{jobviteCandidateId}/documents/{documentId}", DocumentEndpoints.Download)
        .WithMetadata(ConsolePage.Marker)
        .RequireAuthorization(ConsoleAccess.Tenant)
        .RequireRateLimiting(TenantEndpoints.RateLimit)
        .MayWaitForJobvite()
        .ExcludeFromDescription();
}
