using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Runs;

/// <summary>
/// Executes one run: reads pages, stores each with the run's cursor in one transaction, waits where the budget or Jobvite ask for it,
/// and ends the run. It may be abandoned at any moment; whoever takes the run next goes on from the cursor.
/// </summary>
internal sealed partial class RunExecutor(
    string companyId,
    IKindSource source,
    CompanyLink link,
    IRunStore runs,
    IRecordStore records,
    TimeProvider time,
    ILogger<RunExecutor> logger)
{
    /// <summary>Longer than any hour window: only a day's limit ends a run. The heartbeat goes on meanwhile.</summary>
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

        var count = new RequestCount(checkpoint.Run, runs);
        await using var heartbeat = new RunHeartbeat(checkpoint.Run, runs, count, time, keepAlive, cancel, stopping);
        RunEnd? end;
        try
        {
            end = checkpoint.CancelRequested
                ? Cancelled(null)
                : await ReadToEnd(checkpoint, count, heartbeat.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested && (heartbeat.IsLost || heartbeat.IsCancelled))
        {
            end = heartbeat.IsLost ? null : Cancelled(null);
        }

        if (end is null)
        {
            LogLost(source.Kind);
            return;
        }

        await count.Note(stopping);
        var run = await runs.Finish(checkpoint.Run, end, stopping);
        if (run is not null)
        {
            LogEnded(source.Kind, run.Mode, run.Status, run.Progress.Fetched, run.Progress.Created, run.Progress.Updated, run.Progress.Unchanged, run.Progress.Stale, run.Progress.Suppressed, run.Progress.Deleted, run.Progress.Failed);
        }
    }

    /// <summary>Null when the run is no longer ours.</summary>
    private async Task<RunEnd?> ReadToEnd(RunCheckpoint checkpoint, RequestCount count, CancellationToken cancellationToken)
    {
        var state = new RunExecution(checkpoint);
        CompanyConnection? first = null;
        link.Drop();
        for (var attempt = 1; ; attempt++)
        {
            if (await link.Get() is not { } connection)
            {
                return Cancelled("The company was disconnected.");
            }

            var history = connection.SourceSince is null ? [] : await runs.GetHistory(companyId, cancellationToken);
            var own = history.FirstOrDefault(one => one.Kind == source.Kind);
            if (RunRule.FindObstacle(checkpoint, first ??= connection, connection, source.IsEnabled(connection.Settings), own) is { } obstacle)
            {
                return Cancelled(obstacle);
            }

            var priority = state.Checkpoint.Mode == SyncMode.Full ? BudgetPriority.Full : BudgetPriority.Incremental;
            var pagesBefore = state.Progress.Pages;
            try
            {
                var client = link.CreateClient(connection, priority, LeasePatience, count: count);
                var stop = await ReadPages(state, client, connection, cancellationToken);
                if (stop != ReadingStop.SettingsChanged && await link.IsCurrent(connection))
                {
                    return await End(state, stop, connection, cancellationToken);
                }

                attempt = 0;
                state.Interrupted();
            }
            catch (OutdatedConnectionException)
            {
                attempt = 0;
                state.Interrupted();
            }
            catch (BudgetExhaustedException exhausted)
            {
                return state.Broken($"{exhausted.Message} The next run begins anew.");
            }
            catch (CryptographicException)
            {
                return state.Broken("The stored credentials cannot be opened with the keys at hand. Restore the former JOBVITE_ENCRYPTION_KEY (or name it in JOBVITE_ENCRYPTION_KEY_PREVIOUS), or enter the credentials again.");
            }
            catch (JobviteException exception)
            {
                attempt = state.Progress.Pages > pagesBefore ? 1 : attempt;
                var goodPages = source.GoodPages(state.Checkpoint);
                if (FailureRule.WaitBeforeRetry(exception.Failure, attempt, goodPages) is not { } wait)
                {
                    return await BreakOff(state, connection, FailureRule.Describe(exception.Failure, goodPages), cancellationToken);
                }

                LogRetry(source.Kind, exception.Failure.Kind, attempt, wait);
                var waiting = FailureRule.DescribeWaiting(exception.Failure, attempt, goodPages, time.GetUtcNow() + wait);
                await count.Note(cancellationToken);
                await runs.NoteObstacle(state.Checkpoint.Run, waiting, cancellationToken);
                await Task.Delay(wait, time, cancellationToken);
                state.Interrupted();
            }
            catch (Exception exception) when (!FailureRule.PassesByItself(exception))
            {
                // Left under way, the run would be taken up again every half minute, for ever, and no other could start.
                LogUnexpected(exception, source.Kind);
                return state.Broken($"An unexpected error ended the run ({exception.GetType().Name}); the log has the details.");
            }
        }
    }

    private async Task<ReadingStop> ReadPages(RunExecution state, IJobviteClient client, CompanyConnection connection, CancellationToken cancellationToken)
    {
        if (state.Remaining == 0)
        {
            return ReadingStop.EndOfList;
        }

        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var pages = source
            .Read(client, state.Checkpoint, () => state.Remaining, connection, reading.Token)
            .GetAsyncEnumerator(reading.Token);
        var next = pages.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                var page = pages.Current;

                // The next page is fetched while this one is written, unless what to ask for depends on this one.
                var readsAhead = !page.StoreFirst && state.Checkpoint.Limit is null;
                next = readsAhead ? pages.MoveNextAsync().AsTask() : next;
                if (await Store(state, page, connection, cancellationToken) is { } stop)
                {
                    return stop;
                }

                next = readsAhead ? next : pages.MoveNextAsync().AsTask();
            }

            return ReadingStop.EndOfList;
        }
        finally
        {
            // The enumerator must not be disposed while a read is under way, and a failed read must be observed.
            await reading.CancelAsync();
            await Task.WhenAny(next);
            _ = next.Exception;
        }
    }

    /// <summary>Stores a page; null when the next one is to be read.</summary>
    private async Task<ReadingStop?> Store(RunExecution state, PageDraft page, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var result = await page.Save(state.HeaderOf(page), cancellationToken);
        if (state.Apply(page, result) is { } stop)
        {
            return stop;
        }

        if (page.Resumes && result.NewIds >= page.Fetched)
        {
            state.Doubt("The list moved while the run was interrupted, so some records may not have been seen.");
        }

        if (state.StalePages > StalePagesTolerated)
        {
            state.Doubt("Jobvite kept sending records that this run had already read.");
            return ReadingStop.EndOfList;
        }

        if (state.Remaining == 0)
        {
            return ReadingStop.EndOfList;
        }

        var goesOn = await link.Get() is { } now && source.IsEnabled(now.Settings) && !RunExecution.ReadsLess(connection.Settings, now.Settings);
        return goesOn ? null : ReadingStop.SettingsChanged;
    }

    /// <summary>The run goes on to its end without what it cannot read, or ends here.</summary>
    private async Task<RunEnd?> BreakOff(RunExecution state, CompanyConnection connection, string reason, CancellationToken cancellationToken)
    {
        if (source.Without(state.Checkpoint, connection, reason) is not { } rest)
        {
            return state.Broken(reason);
        }

        var stop = state.Apply(rest, await rest.Save(state.HeaderOf(rest), cancellationToken));
        return await End(state, stop ?? ReadingStop.EndOfList, connection, cancellationToken);
    }

    private Task<RunEnd?> End(RunExecution state, ReadingStop stop, CompanyConnection connection, CancellationToken cancellationToken) => stop switch
    {
        ReadingStop.Lost => Task.FromResult<RunEnd?>(null),
        ReadingStop.Cancelled => Task.FromResult<RunEnd?>(Cancelled(null)),
        _ => Conclude(state, connection, cancellationToken),
    };

    private static RunEnd Cancelled(string? error) => new(RunStatus.Cancelled, error, Complete: false);

    private async Task<RunEnd?> Conclude(RunExecution state, CompanyConnection connection, CancellationToken cancellationToken)
    {
        if (state.Incomplete is { } incomplete)
        {
            return new RunEnd(RunStatus.Partial, incomplete, Complete: state.EndReached);
        }

        var error = state.Remark ?? (state.Progress.Failed == 0
            ? RunRule.FindShortfall(state.Checkpoint, connection.Settings, state.Progress)
            : $"{state.Progress.Failed} records could not be read; see failures.");
        var end = new RunEnd(error is null ? RunStatus.Success : RunStatus.Partial, error, Complete: true) { Unproven = state.Unproven };
        return state.Checkpoint is { Mode: SyncMode.Full, Limit: null } ? await _missing.Compare(state, connection.Settings, end, cancellationToken) : end;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} run ({Mode}) ended {Status}: fetched {Fetched}, created {Created}, updated {Updated}, unchanged {Unchanged}, stale {Stale}, suppressed {Suppressed}, deleted {Deleted}, failed {Failed}.")]
    private partial void LogEnded(SyncKind kind, SyncMode mode, RunStatus status, int fetched, int created, int updated, int unchanged, int stale, int suppressed, int deleted, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} run: a page could not be read ({Failure}, attempt {Attempt}); trying again in {Wait}.")]
    private partial void LogRetry(SyncKind kind, FailureKind failure, int attempt, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} run: somebody else has taken it over; stopping here.")]
    private partial void LogLost(SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} run: an unexpected error ended it.")]
    private partial void LogUnexpected(Exception exception, SyncKind kind);
}
