using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// What a company does with the data of one person: hands them out, erases them, lets them come back; keyed by <see cref="CompanyKey"/>.
/// Every method checks that the caller's tenant owns the company and otherwise behaves as if there were no such person.
/// </summary>
[Alias("jv.IPersonalDataGrain")]
public interface IPersonalDataGrain : IGrainWithStringKey
{
    /// <summary>Erases a candidate with everything that is kept about it, and keeps it from coming back. Repeatable.</summary>
    /// <param name="candidateId">Jobvite's id, or this service's.</param>
    /// <param name="reason">Kept with the suppression; at most <see cref="MaxReason"/> characters.</param>
    /// <param name="caller">Who says so.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("Erase"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ErasureResult> Erase(string candidateId, string reason, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Suppressions, the last one first.</summary>
    [AlwaysInterleave, Alias("ListSuppressions")]
    Task<Page<SuppressionView>> ListSuppressions(PageRequest page, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Lets an erased person come back; null when the company has no such suppression.</summary>
    [Alias("EndSuppression")]
    Task<SuppressionEnd?> EndSuppression(Guid suppressionId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>What belongs into a candidate's file beside the record and its history; notes in the audit trail that it was handed out.</summary>
    /// <returns>Null when there is no such candidate.</returns>
    [AlwaysInterleave, Alias("OpenFile"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<PersonFile?> OpenFile(string candidateId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>The longest reason.</summary>
    const int MaxReason = 500;
}

/// <summary>A suppression has ended.</summary>
/// <param name="Requests">
/// About how many requests to Jobvite a full sync of candidates takes. It is needed: an incremental one asks for what has changed since the last, and
/// of an erased person nothing is left that says which one to ask for.
/// </param>
[GenerateSerializer, Alias("jv.SuppressionEnd"), Immutable]
public sealed record SuppressionEnd([property: Id(0)] int Requests);

/// <summary>What belongs into a candidate's file.</summary>
/// <param name="Webhooks">The last webhooks that name the candidate, at most <see cref="MaxWebhooks"/>.</param>
/// <param name="Documents">All documents that may be handed out.</param>
[GenerateSerializer, Alias("jv.PersonFile"), Immutable]
public sealed record PersonFile([property: Id(0)] ImmutableArray<Guid> Webhooks, [property: Id(1)] ImmutableArray<DocumentView> Documents)
{
    public const int MaxWebhooks = 5000;
}
