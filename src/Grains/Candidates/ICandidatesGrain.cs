using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Orleans.Concurrency;

namespace Jobvite.Grains.Candidates;

/// <summary>The only writer of a company's candidates, their applications and their documents.</summary>
[Alias("jv.ICandidatesGrain")]
internal interface ICandidatesGrain : IKindGrain
{
    /// <inheritdoc cref="ITenantGrain.RefreshCandidate"/>
    [AlwaysInterleave, Alias("RefreshCandidate"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<CandidateRefreshed> RefreshCandidate(string candidateId, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ITenantGrain.ListDocuments"/>
    [AlwaysInterleave, Alias("ListDocuments"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<DocumentList?> ListDocuments(string candidateId, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ITenantGrain.DownloadDocument"/>
    [AlwaysInterleave, Alias("DownloadDocument"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<DocumentDownload> DownloadDocument(Guid documentId, CancellationToken cancellationToken = default);
}
