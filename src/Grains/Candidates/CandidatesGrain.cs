using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Candidates;

/// <inheritdoc cref="ICandidatesGrain"/>
internal sealed class CandidatesGrain : KindGrain, ICandidatesGrain
{
    private readonly RefreshByHand _refresh;
    private readonly ArtifactFetcher _documents;

    public CandidatesGrain(CandidateSource source, IDocumentStore documents, DocumentSealer sealer, ILogger<ArtifactFetcher> logger, KindServices services)
        : base(source, services) => (_refresh, _documents) =
            (new RefreshByHand(Link, source), new ArtifactFetcher(CompanyId, Link, documents, sealer, services.Time, DelayDeactivation, logger));

    public Task<CandidateRefreshed> RefreshCandidate(string candidateId, CancellationToken cancellationToken) => _refresh.Run(candidateId, cancellationToken);

    public Task<DocumentList?> ListDocuments(string candidateId, CancellationToken cancellationToken) => _documents.List(candidateId, cancellationToken);

    public Task<DocumentDownload> DownloadDocument(Guid documentId, CancellationToken cancellationToken) => _documents.Download(documentId, cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await base.OnDeactivateAsync(reason, cancellationToken);
        await _documents.DisposeAsync();
    }

    protected override void RunEnded() => _documents.FetchAhead();
}
