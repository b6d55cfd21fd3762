using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Candidates;

/// <inheritdoc cref="ICandidatesGrain"/>
internal sealed class CandidatesGrain : KindGrain, ICandidatesGrain
{
    private static readonly TimeSpan PersonsPatience = TimeSpan.FromSeconds(8);

    private readonly CandidateSource _source;
    private readonly ArtifactFetcher _documents;

    public CandidatesGrain(CandidateSource source, IDocumentStore documents, DocumentSealer sealer, ILogger<ArtifactFetcher> logger, KindServices services)
        : base(source, services) => (_source, _documents) = (source, new ArtifactFetcher(CompanyId, Link, documents, sealer, services.Time, DelayDeactivation, logger));

    public async Task<CandidateRefreshed> RefreshCandidate(string candidateId, CancellationToken cancellationToken)
    {
        if (await Link.Get() is not { } connection || !_source.IsEnabled(connection.Settings))
        {
            return new CandidateRefreshed(CandidateRefreshOutcome.Failed, "Jobvite was not asked: the settings switch candidates off.");
        }

        try
        {
            var client = Link.CreateClient(connection, BudgetPriority.Person, PersonsPatience, once: true);
            return await _source.ReadAgain(client, candidateId, connection, () => IsCurrent(connection), cancellationToken) is { } outcome
                ? new CandidateRefreshed(outcome)
                : new CandidateRefreshed(CandidateRefreshOutcome.Failed, "The settings changed while Jobvite was asked, so nothing was stored. Ask again.");
        }
        catch (CryptographicException)
        {
            return new CandidateRefreshed(CandidateRefreshOutcome.Failed, $"{UnreadableSecrets.Refusal} {UnreadableSecrets.WhatToDo}");
        }
        catch (BudgetExhaustedException exhausted)
        {
            return new CandidateRefreshed(CandidateRefreshOutcome.Failed, exhausted.Message);
        }
        catch (JobviteException exception)
        {
            return new CandidateRefreshed(CandidateRefreshOutcome.Failed, FailureRule.Describe(exception.Failure));
        }
    }

    public Task<DocumentList?> ListDocuments(string candidateId, CancellationToken cancellationToken) => _documents.List(candidateId, cancellationToken);

    public Task<DocumentDownload> DownloadDocument(Guid documentId, CancellationToken cancellationToken) => _documents.Download(documentId, cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await base.OnDeactivateAsync(reason, cancellationToken);
        await _documents.DisposeAsync();
    }

    private async Task<bool> IsCurrent(CompanyConnection connection)
    {
        Link.Drop();
        return (await Link.Get())?.Version == connection.Version;
    }

    protected override void RunEnded() => _documents.FetchAhead();
}
