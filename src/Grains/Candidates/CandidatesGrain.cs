using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Candidates;

/// <inheritdoc cref="ICandidatesGrain"/>
internal sealed class CandidatesGrain(KindWorkerFactory workers, ArtifactFetcherFactory desks) : Grain, ICandidatesGrain
{
    private KindWorker? _worker;
    private ArtifactFetcher? _documents;

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    private ArtifactFetcher Documents => _documents ??= desks.Create(CompanyId, DelayDeactivation);

    private KindWorker Worker => _worker ??= workers.Create(SyncKind.Candidates, CompanyId, DelayDeactivation, afterRun: () => Documents.FetchAhead());

    public Task<StartSyncResult> StartSync(StartRun command, CancellationToken cancellationToken) => Worker.StartSync(command, cancellationToken);

    public Task<SyncRun?> CancelRun(Guid runId, CancellationToken cancellationToken) => Worker.CancelRun(runId, cancellationToken);

    public Task ResumeRun(Guid runId)
    {
        Worker.ResumeRun(runId);
        return Task.CompletedTask;
    }

    public Task Refresh()
    {
        Worker.Refresh();
        return Task.CompletedTask;
    }

    public async Task ConnectionChanged()
    {
        Documents.ConnectionChanged();
        await Worker.ConnectionChanged();
    }

    public Task<DocumentList?> ListDocuments(string candidateId, CancellationToken cancellationToken) => Documents.List(candidateId, cancellationToken);

    public Task<DocumentDownload> DownloadDocument(Guid documentId, CancellationToken cancellationToken) => Documents.Download(documentId, cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }

        if (_documents is not null)
        {
            await _documents.DisposeAsync();
        }
    }
}
