using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Documents;

/// <summary>
/// A company's documents: lists and downloads, fetching from Jobvite what is not stored yet, and fetching ahead with requests that
/// nobody else wants. Lives inside one activation of the candidates grain.
/// </summary>
internal sealed partial class ArtifactFetcher(
    string companyId,
    CompanyLink link,
    IDocumentStore documents,
    DocumentSealer sealer,
    TimeProvider time,
    Action<TimeSpan> keepAlive,
    ILogger<ArtifactFetcher> logger) : IAsyncDisposable
{
    private const int AheadBatch = 50;

    private static readonly TimeSpan PersonsPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BackgroundPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BetweenComplaints = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stopping = new();
    private int _unopened;
    private DateTimeOffset? _complainedAt;
    private Task _ahead = Task.CompletedTask;

    /// <inheritdoc cref="ITenantGrain.ListDocuments"/>
    public async Task<DocumentList?> List(string candidateId, CancellationToken cancellationToken)
    {
        if (await documents.List(companyId, candidateId, cancellationToken) is not { } stored)
        {
            return null;
        }

        if (!stored.ArtifactsToFetch)
        {
            return new DocumentList(stored.Documents, Complete: true, Warning: null);
        }

        var problem = await Fetch(candidateId, BudgetPriority.Person, PersonsPatience, cancellationToken);
        if (await documents.List(companyId, candidateId, cancellationToken) is not { } now)
        {
            return null;
        }

        return now.ArtifactsToFetch
            ? new DocumentList(now.Documents, Complete: false, problem?.Error ?? "The candidate changed while its documents were read. Ask again.")
            : new DocumentList(now.Documents, Complete: true, Warning: null);
    }

    /// <inheritdoc cref="ITenantGrain.DownloadDocument"/>
    public async Task<DocumentDownload> Download(Guid documentId, CancellationToken cancellationToken)
    {
        if (await documents.Get(companyId, documentId, cancellationToken) is not { } stored)
        {
            return new DocumentDownload();
        }

        if (stored is { EncryptedContent: null, MayBeFetched: true })
        {
            if (await Fetch(stored.CandidateId, BudgetPriority.Person, PersonsPatience, cancellationToken) is { } problem)
            {
                return problem with { Document = stored.Document, CandidateId = stored.CandidateId };
            }

            // Jobvite may list it no longer, or the person may have been deleted meanwhile.
            if (await documents.Get(companyId, documentId, cancellationToken) is not { } now)
            {
                return new DocumentDownload { Error = "Jobvite no longer has this document." };
            }

            stored = now;
        }

        return stored.EncryptedContent is { } content
            ? Opened(stored.Document, content) with { CandidateId = stored.CandidateId }
            : new DocumentDownload { Error = "Jobvite lists this document but has no content for it." };
    }

    /// <summary>The content, or that it cannot be read: no key at hand opens it, or it was sealed for another company.</summary>
    private DocumentDownload Opened(DocumentView document, byte[] content)
    {
        try
        {
            return new DocumentDownload { Document = document, Content = sealer.Open(companyId, content) };
        }
        catch (CryptographicException)
        {
            _unopened++;
            if (_complainedAt is not { } last || time.GetUtcNow() - last >= BetweenComplaints)
            {
                _complainedAt = time.GetUtcNow();
                LogUnopened(_unopened);
                _unopened = 0;
            }

            return new DocumentDownload
            {
                Document = document,
                Error = "The stored document cannot be read with the keys that this service has. Whoever runs this service can restore the key ring; a document that is still at Jobvite can be seen there.",
            };
        }
    }

    /// <summary>Fetches in the background what is still to be fetched, for as long as requests are to spare.</summary>
    public void FetchAhead()
    {
        if (_ahead.IsCompleted && !_stopping.IsCancellationRequested)
        {
            _ahead = FetchAheadUntilDone();
        }
    }

    /// <summary>The activation goes away.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _ahead;
        _stopping.Dispose();
    }

    private async Task FetchAheadUntilDone()
    {
        try
        {
            while (await documents.FindToFetch(companyId, AheadBatch, _stopping.Token) is { Count: > 0 } candidates)
            {
                foreach (var candidate in candidates)
                {
                    keepAlive(WorthWaiting);
                    if (await link.Get() is not { Settings.SyncDocuments: true })
                    {
                        // Switched off or disconnected meanwhile: what was to be fetched is no longer wanted.
                        return;
                    }

                    if (await Fetch(candidate, BudgetPriority.Background, BackgroundPatience, _stopping.Token) is { } problem
                        && !await MayGoOn(problem))
                    {
                        LogPaused(problem.Error ?? string.Empty);
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What is still to be fetched stays on record.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>Waits when requests are scarce for a short while; false when the end of the next run should try again.</summary>
    private async Task<bool> MayGoOn(DocumentDownload problem)
    {
        if (problem.RetryAfter is not { } wait || wait > WorthWaiting)
        {
            return false;
        }

        await Task.Delay(wait, time, _stopping.Token);
        return true;
    }

    /// <summary>Fetches one candidate's artifacts; null when that went well.</summary>
    private async Task<DocumentDownload?> Fetch(string candidateId, BudgetPriority priority, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (await link.Get() is not { } connection)
        {
            return new DocumentDownload { Error = "The company is disconnected, so Jobvite cannot be asked." };
        }

        try
        {
            var readAt = time.GetUtcNow();
            var fetched = await link.CreateClient(connection, priority, patience).GetArtifactsAsync(candidateId, cancellationToken);
            if (!await documents.SaveFetched(companyId, candidateId, sealer.For(companyId, ExcludedFields.Of(connection.Settings.ExcludedFields))(fetched), readAt, cancellationToken))
            {
                // Not again at once: were two silos' clocks far apart, each answer would come too late, and take every request there is.
                await documents.PostponeFetch(companyId, candidateId, time.GetUtcNow() + PauseAfterFailure, cancellationToken);
            }

            return null;
        }
        catch (CryptographicException)
        {
            return new DocumentDownload { Error = $"{UnreadableSecrets.Refusal} {UnreadableSecrets.WhatToDo}" };
        }
        catch (OutdatedConnectionException outdated)
        {
            return new DocumentDownload { Error = outdated.Message, RetryAfter = TimeSpan.FromSeconds(1) };
        }
        catch (BudgetExhaustedException exhausted)
        {
            return new DocumentDownload { Error = exhausted.Message, RetryAfter = exhausted.RetryAfter };
        }
        catch (JobviteException exception)
        {
            var failure = exception.Failure;
            var passing = failure.Kind is FailureKind.Unavailable or FailureKind.Throttled;
            await documents.PostponeFetch(companyId, candidateId, time.GetUtcNow() + PauseAfterFailure, cancellationToken);
            return new DocumentDownload { Error = FailureRule.Describe(failure), RetryAfter = passing ? failure.RetryAfter ?? TimeSpan.FromSeconds(30) : null };
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Documents are no longer fetched ahead for now: {Reason}")]
    private partial void LogPaused(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} downloads failed, because stored documents cannot be read with the keys at hand: the key ring was lost or replaced, or rows were copied between companies. Said at most once an hour")]
    private partial void LogUnopened(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Fetching documents ahead broke off.")]
    private partial void LogFailed(Exception exception);
}
