using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend;

/// <summary>A person's data: erasing them, letting them come back, handing them out.</summary>
internal static class ErasureEndpoints
{
    private const string Candidate = "candidate";
    private const string Suppression = "suppression";

    public static void MapErasure(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite", "Personal data");

        group.MapPost("/candidates/{jobviteCandidateId}/erase", Erase)
            .MayWaitForJobvite()
            .WithName("eraseCandidate")
            .WithSummary("Erase a person with everything that is kept about them")
            .WithDescription("No sync and no webhook brings the person back until the suppression is deleted. Erasing somebody again changes nothing and answers with the same suppression.")
            .Produces<ErasureAnswer>()
            .Problems(400, 404);
        group.MapGet("/candidates/{jobviteCandidateId}/export", CandidateExport.Send)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .WithName("exportCandidate")
            .WithSummary("A person's file: a ZIP of JSON and documents")
            .WithDescription("The record with its applications, their history, onboarding, the webhooks about them, and the documents. When the person is erased meanwhile, the connection is cut and the file is not whole.")
            .Produces<Stream>(200, "application/zip")
            .Problems(404);
        group.MapGet("/suppressions", List)
            .WithName("listSuppressions")
            .WithSummary("Erased persons who are kept from coming back, the last one first")
            .Produces<ItemPage<SuppressionItem>>()
            .Problems(400, 404);
        group.MapDelete("/suppressions/{suppressionId}", End)
            .WithName("deleteSuppression")
            .WithSummary("Let an erased person come back")
            .WithDescription("Nothing is read at once. A full sync of candidates brings back what Jobvite still has.")
            .Produces<SuppressionEndAnswer>()
            .Problems(404);
    }

    private static async Task<IResult> Erase(CompanyScope scope, string jobviteCandidateId, JsonBody<EraseRequest> body, CancellationToken cancellationToken)
    {
        var result = await scope.PersonalData.Erase(PathId.Text(jobviteCandidateId, Candidate), body.Value.Read(), scope.Caller, cancellationToken);
        return result.Outcome switch
        {
            ErasureOutcome.Erased => TypedResults.Ok(new ErasureAnswer(Items.Of(result.Erased), result.SuppressionId!.Value)),
            ErasureOutcome.ReasonNamesPerson => throw InputErrors.Of("reason", EraseRequest.NamesPerson),
            _ => Problem.NotFound(Candidate),
        };
    }

    private static async Task<Ok<ItemPage<SuppressionItem>>> List(CompanyScope scope, string? page, string? pageSize, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var wanted = new PageQuery { Page = page, PageSize = pageSize }.Read(errors);
        errors.ThrowIfAny();
        return TypedResults.Ok(ItemPage.Of(await scope.PersonalData.ListSuppressions(wanted, scope.Caller, cancellationToken), Items.Of));
    }

    private static async Task<IResult> End(CompanyScope scope, string suppressionId, CancellationToken cancellationToken) =>
        await scope.PersonalData.EndSuppression(PathId.Guid(suppressionId, Suppression), scope.Caller, cancellationToken) is { } ended
            ? TypedResults.Ok(new SuppressionEndAnswer(true, SuppressionEndAnswer.Explain(ended.Requests), FullSyncNeeded: true, ended.Requests))
            : Problem.NotFound(Suppression);
}

/// <summary>Why a person is erased.</summary>
internal sealed record EraseRequest : IJsonRequest
{
    public const string NamesPerson = "must not hold the person's name, e-mail address or telephone number: it is kept. Refer to a ticket instead.";

    /// <inheritdoc/>
    public static bool MayBeEmpty => false;

    /// <summary>1 to 500 characters, kept with the suppression; must not name the person.</summary>
    public string? Reason { get; init; }

    public string Read() => Read(Reason);

    /// <exception cref="RequestRefusedException">400.</exception>
    public static string Read(string? reason) => reason?.Trim() is { Length: > 0 and <= IPersonalDataGrain.MaxReason } text && !text.Any(char.IsControl)
        ? text
        : throw InputErrors.Of("reason", $"must be a text of 1 to {IPersonalDataGrain.MaxReason} characters, such as the number of a ticket.");
}

/// <summary>A person was erased, now or before.</summary>
/// <param name="Erased">How much; zeros when it was done before.</param>
/// <param name="SuppressionId">Keeps the person away; delete it to undo that.</param>
public sealed record ErasureAnswer(ErasedItem Erased, Guid SuppressionId);

/// <summary>How much was erased.</summary>
/// <param name="Rows">The person, applications, onboarding processes and tasks.</param>
/// <param name="Documents">Documents, known or stored.</param>
/// <param name="WebhookBodies">Webhooks of Jobvite's that lost their bodies.</param>
/// <param name="Changes">Items of the feed and the history that lost their states.</param>
/// <param name="Deliveries">Deliveries to webhook endpoints that lost what was kept of them.</param>
public sealed record ErasedItem(int Rows, int Documents, int WebhookBodies, int Changes, int Deliveries);

/// <summary>An erased person who is kept from coming back.</summary>
/// <param name="Id">The suppression.</param>
/// <param name="CreatedAt">When the person was erased.</param>
/// <param name="Reason">As it was given.</param>
/// <param name="Subject">Who ordered it: the claim sub.</param>
/// <param name="Email">Who ordered it: the claim email.</param>
/// <param name="Ids">How many ids are kept away, as keyed hashes.</param>
public sealed record SuppressionItem(Guid Id, DateTime CreatedAt, string Reason, string? Subject, string? Email, int Ids);

/// <summary>A suppression has ended.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="FullSyncNeeded">Always true: nothing is left that says whom to ask Jobvite for, and an incremental sync asks only for what changed.</param>
/// <param name="Requests">About how many requests to Jobvite that takes.</param>
public sealed record SuppressionEndAnswer(bool Success, string Message, bool FullSyncNeeded, int Requests)
{
    internal static string Explain(int requests) =>
        $"The person may come back. An incremental sync finds them when something changes in Jobvite; a full sync of candidates, about {requests} {(requests == 1 ? "request" : "requests")}, brings back at once what Jobvite still has.";
}
