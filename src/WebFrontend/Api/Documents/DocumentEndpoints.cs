using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Candidates' documents.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite", "Documents");

        group.MapGet("/candidates/{jobviteCandidateId}/documents", List)
            .MayWaitForJobvite()
            .WithName("listDocuments")
            .WithSummary("A candidate's documents")
            .WithDescription("Those not yet known are asked for at Jobvite when its limits allow it soon; otherwise `complete` is false. A candidate that Jobvite has no more has no documents: 404.")
            .Produces<DocumentListItem>()
            .Problems(404);
        group.MapGet("/documents/{documentId}/download", Download)
            .MayWaitForJobvite()
            .WithName("downloadDocument")
            .WithSummary("A document's content")
            .Produces<Stream>(200, "application/octet-stream")
            .Problems(404, 502);
    }

    private static async Task<IResult> List(CompanyScope scope, string jobviteCandidateId, CancellationToken cancellationToken)
    {
        const string candidate = "candidate";
        var list = await scope.Tenant.ListDocuments(
            await PathId.Jobvite(scope, RecordKind.Candidate, jobviteCandidateId, candidate, cancellationToken), scope.Caller, cancellationToken);
        return list is null
            ? Problem.NotFound(candidate)
            : TypedResults.Ok(new DocumentListItem([.. list.Documents.Select(RecordItems.Of)], list.Complete, list.Warning));
    }

    internal static async Task<IResult> Download(CompanyScope scope, string documentId, CancellationToken cancellationToken)
    {
        const string document = "document";
        var download = await scope.Tenant.DownloadDocument(PathId.Guid(documentId, document), scope.Caller, cancellationToken);
        return download switch
        {
            { Document: null, Error: { } reason } => new Problem(StatusCodes.Status404NotFound, reason),
            { Document: null } => Problem.NotFound(document),
            { Content: { } content } => TypedResults.File(
                content, DownloadShape.ContentType(download.Document.MimeType), DownloadShape.FileName(download.Document)),
            { RetryAfter: { } wait } => Problem.Unavailable(download.Error ?? "Jobvite cannot be asked for the document just now. Try again after the time in Retry-After.", wait),
            _ => new Problem(StatusCodes.Status502BadGateway, download.Error ?? "Jobvite did not return the document."),
        };
    }
}

/// <summary>A candidate's documents.</summary>
/// <param name="Documents">At most 200.</param>
/// <param name="Complete">False when Jobvite has more that could not be asked for just now.</param>
/// <param name="Warning">Then: why, and what to do.</param>
public sealed record DocumentListItem(IReadOnlyList<DocumentItem> Documents, bool Complete, string? Warning);
