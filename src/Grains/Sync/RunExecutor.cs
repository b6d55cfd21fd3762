using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Sync;

/// <summary>
/// Executes one run: reads pages, stores each with the run's cursor in one transaction, waits where the budget or Jobvite ask for it,
/// and ends the run. It may be abandoned at any moment; whoever takes the run next goes on from the cursor.
/// </summary>
internal sealed partial class RunExecutor(
    string companyId,
    IPageSource source,
    CompanyLink link,
    IRunStore runs,
    IRecordStore records,
    TimeProvider time,
    ILogger<RunExecutor> logger)
{
    /// <summary>Longer than any hour window: only a day's limit ends a run. The heart beats meanwhile.</summary>
    private static readonly TimeSpan LeasePatience = TimeSpan.FromMinutes(75);

    private readonly MissingRecords _missing = new(source, records);

    /// <summary>A list that ignores <c>start</c> would be read for ever; so many full pages without one new id end it.</summary>
    private const int StalePagesTolerated = 3;

    /// <summary>
    /// Takes the run and executes it to its end. Returns without ending it when somebody else has taken it, or when
    /// <paramref name="stopping"/> says that this activation goes away.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="keepAlive">Called again and again while the run is under way.</param>
    /// <param name="cancel">A person asked for an end: the run ends as cancelled.</param>
    /// <param name="stopping">The activation goes away: the run stays under way for whoever comes next.</param>
    public async Task Execute(Guid runId, Action keepAlive, CancellationToken cancel, CancellationToken stopping)
    {
        if (await runs.Take(companyId, runId, stopping) is not { } checkpoint)
        {
            return;
        }

        await using var heart = new RunHeart(checkpoint.Run, runs, time, keepAlive, cancel, stopping);
        RunEnd? end;
        try
        {
            end = checkpoint.CancelRequested
                ? new RunEnd(RunStatus.Cancelled, null, Complete: false)
                : await ReadToEnd(checkpoint, heart.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested && (heart.IsLost || heart.IsCancelled))
        {
            end = heart.IsLost ? null : new RunEnd(RunStatus.Cancelled, null, Complete: false);
        }

        if (end is null)
        {
            LogLost(source.Kind);
            return;
        }

        var run = await runs.Finish(checkpoint.Run, end, stopping);
        if (run is not null)
        {
            LogEnded(source.Kind, run.Mode, run.Status, run.Progress.Fetched, run.Progress.Created, run.Progress.Updated, run.Progress.Unchanged, run.Progress.Deleted, run.Progress.Failed);
        }
    }

    /// <summary>Null when the run is no longer ours.</summary>
    private async Task<RunEnd?> ReadToEnd(RunCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var state = new RunState(checkpoint);
        for (var attempt = 1; ; attempt++)
        {
            if (await link.Get() is not { } connection)
            {
                return new RunEnd(RunStatus.Cancelled, "The company was disconnected.", Complete: false);
            }

            var priority = state.Checkpoint.Mode == SyncMode.Full ? BudgetPriority.Full : BudgetPriority.Incremental;
            var pagesBefore = state.Progress.Pages;
            try
            {
                return await ReadPages(state, link.CreateClient(connection, priority, LeasePatience), connection, cancellationToken)
                    ? await Conclude(state, connection, cancellationToken)
                    : state.Lost ? null : new RunEnd(RunStatus.Cancelled, null, Complete: false);
            }
            catch (BudgetExhaustedException exhausted)
            {
                return Broken(state, $"{exhausted.Message} The next run begins anew.");
            }
            catch (CryptographicException)
            {
                return Broken(state, "The stored credentials cannot be opened with the keys at hand. Restore the former JOBVITE_ENCRYPTION_KEY (or name it in JOBVITE_ENCRYPTION_KEY_PREVIOUS), or enter the credentials again.");
            }
            catch (JobviteException exception)
            {
                attempt = state.Progress.Pages > pagesBefore ? 1 : attempt;
                if (FailureRule.WaitBeforeRetry(exception.Failure, attempt) is not { } wait)
                {
                    return Broken(state, FailureRule.Describe(exception.Failure));
                }

                LogRetry(source.Kind, exception.Failure.Kind, attempt, wait);
                await Task.Delay(wait, time, cancellationToken);
                state.Interrupted();
            }
            catch (Exception exception) when (!FailureRule.PassesByItself(exception))
            {
                // Left under way, the run would be taken up again every half minute, for ever, and no other could start.
                LogUnexpected(exception, source.Kind);
                return Broken(state, $"An unexpected error ended the run ({exception.GetType().Name}); the log has the details.");
            }
        }
    }

    /// <summary>True when the list was read to its end or limit; false when the run must stop.</summary>
    private async Task<bool> ReadPages(RunState state, IJobviteClient client, CompanyConnection connection, CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var pages = source
            .Read(client, state.Checkpoint, state.Remaining, connection, reading.Token)
            .GetAsyncEnumerator(reading.Token);
        var next = pages.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                var page = pages.Current;
                var reachesLimit = state.Remaining is { } remaining && page.Fetched >= remaining;

                // The next page is fetched while this one is written. At the end of a limited run there is none to fetch.
                next = reachesLimit || page.StoreFirst ? Task.FromResult(false) : pages.MoveNextAsync().AsTask();
                var result = await page.Save(state.Frame(page), cancellationToken);
                if (!state.Apply(page, result))
                {
                    return false;
                }

                if (state.Incomplete is null && page.Resumes && result.NewIds >= page.Fetched)
                {
                    state.Incomplete = "The list moved while the run was interrupted, so some records may not have been seen.";
                }

                if (state.StalePages > StalePagesTolerated)
                {
                    state.Incomplete = "Jobvite kept sending records that this run had already read.";
                    return true;
                }

                // A page that was only read again, after an interruption, brings a limited run no nearer to its limit.
                if (reachesLimit ? result.NewIds == 0 : page.StoreFirst)
                {
                    next = pages.MoveNextAsync().AsTask();
                }
            }

            return true;
        }
        finally
        {
            // The enumerator must not be disposed while a read is under way, and a failed read must be observed.
            await reading.CancelAsync();
            await Task.WhenAny(next);
            _ = next.Exception;
        }
    }

    private async Task<RunEnd?> Conclude(RunState state, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var incomplete = state.Incomplete ?? state.Checkpoint.DeletionBlocked;
        if (incomplete is not null)
        {
            return new RunEnd(RunStatus.Partial, incomplete, Complete: false);
        }

        var error = state.Progress.Failed == 0
            ? RunRule.FindShortfall(state.Checkpoint, connection.Settings, state.Progress)
            : $"{state.Progress.Failed} records could not be read; see failures.";
        var end = new RunEnd(error is null ? RunStatus.Success : RunStatus.Partial, error, Complete: true);
        return state.Checkpoint is { Mode: SyncMode.Full, Limit: null } ? await _missing.Compare(state, connection.Settings, end, cancellationToken) : end;
    }

    private static RunEnd Broken(RunState state, string error) =>
        new(state.Progress.Fetched > 0 ? RunStatus.Partial : RunStatus.Failed, error, Complete: false);
}
