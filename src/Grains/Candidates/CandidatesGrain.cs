using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Candidates;

/// <inheritdoc cref="ICandidatesGrain"/>
internal sealed class CandidatesGrain : KindGrain, ICandidatesGrain
{
    private readonly ArtifactFetcher _documents;

    public CandidatesGrain(CandidateSource source, ArtifactFetcherFactory fetchers, KindServices services)
        : base(source, services) => _documents = fetchers.Create(CompanyId, Link, DelayDeactivation);

    public Task<DocumentList?> ListDocuments(string candidateId, CancellationToken cancellationToken) => _documents.List(candidateId, cancellationToken);

    public Task<DocumentDownload> DownloadDocument(Guid documentId, CancellationToken cancellationToken) => _documents.Download(documentId, cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await base.OnDeactivateAsync(reason, cancellationToken);
        await _documents.DisposeAsync();
    }

    protected override void RunEnded() => _documents.FetchAhead();
}
