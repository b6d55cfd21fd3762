using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Refreshes;

/// <summary>
/// Applies due events of one company and kind in the background of its grain's activation: reads each named record once, however many
/// events named it, stores it and marks the events processed in the same transaction.
/// </summary>
internal sealed partial class RefreshLoop(
    string companyId,
    IKindSource source,
    CompanyLink link,
    IEventStore events,
    WebhookOptions retries,
    TimeSpan? longestWait,
    Random random,
    TimeProvider time,
    Action keepAlive,
    ILogger<RefreshLoop> logger,
    GrainsInstruments instruments) : IDisposable
{
    /// <summary>
    /// So many that even a storm is one list and not many: those beyond wait for a list of their own. Of an event only its id is held, 16 bytes.
    /// </summary>
    private const int BatchSize = 50_000;

    /// <summary>
    /// How long a refresh waits for its lease before its events are put off. Longer than the minute window: a list of more pages than
    /// a minute allows would otherwise begin anew every minute, spend all requests, and never come to its end.
    /// </summary>
    public static readonly TimeSpan LeasePatience = TimeSpan.FromSeconds(75);

    private readonly RefreshCosts _costs = new(time);
    private readonly RefreshPace _pace = new(source.Kind, random, time);
    private readonly Outage _outage = new(source.Kind, retries, random);

    private CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private bool _again;

    /// <summary>New events are due: begins to work, or looks once more before the work under way ends.</summary>
    public void Wake()
    {
        _again = true;
        _pace.Hint();
        if (_work.IsCompleted)
        {
            _work = RunUntilQuiet();
        }
    }

    /// <summary>Ends the work under way. When this returns, nothing that was read before is written any more.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunUntilQuiet()
    {
        var stop = _stop.Token;
        try
        {
            while (_again && !stop.IsCancellationRequested)
            {
                _again = false;
                keepAlive();
                await RunOnce(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Events stay due; the sweeper brings them back.
        }
        catch (Exception exception)
        {
            LogBrokeOff(exception, source.Kind);
        }
    }

    /// <summary>Works until no event is due.</summary>
    internal async Task RunOnce(CancellationToken cancellationToken)
    {
        while (true)
        {
            var due = await ReadDue(cancellationToken);
            if (due.Count > 0 && !_outage.IsOn && await _pace.Gather(due.Sum(e => e.Ids.Count), GetUsage, cancellationToken))
            {
                due = await ReadDue(cancellationToken);
            }

            if (due.Count == 0 || !await Refresh(due, cancellationToken))
            {
                return;
            }
        }
    }

    private Task<IReadOnlyList<DueEvents>> ReadDue(CancellationToken cancellationToken) =>
        events.ReadDue(companyId, source.Kind.ToSource(), time.GetUtcNow(), BatchSize, cancellationToken);

    private async Task<BudgetUsage> GetUsage() =>
        await link.Get() is { } connection ? await link.GetBudget(connection) : new BudgetUsage();

    private async Task<bool> Refresh(IReadOnlyList<DueEvents> due, CancellationToken cancellationToken)
    {
        var before = _costs.Requests;
        try
        {
            return await Apply(due, cancellationToken);
        }
        finally
        {
            if (_costs.Requests > before)
            {
                _pace.Ended(_costs.Requests - before);
            }
        }
    }

    /// <summary>False when nothing more can be done for now.</summary>
    private async Task<bool> Apply(IReadOnlyList<DueEvents> due, CancellationToken cancellationToken)
    {
        // What is kept may be some seconds old, and without a connection these events are dropped for good.
        link.Drop();
        var connection = await link.Get();
        if (connection is null || !source.IsEnabled(connection.Settings))
        {
            var note = connection is null ? "The company is disconnected." : "The settings switch this kind off.";
            await events.MarkProcessed(companyId, IdsOf(due), note, cancellationToken);
            return true;
        }

        if (_outage.IsOn && time.GetUtcNow() < _outage.NextProbeAt)
        {
            await events.Postpone(companyId, IdsOf(due), _outage.NextProbeAt, _outage.Reason, cancellationToken);
            return false;
        }

        var batch = new RefreshBatch(companyId, _outage.IsOn ? [_outage.Choose(due)] : due, _costs, _outage.IsOn, connection.SourceSince);
        try
        {
            var client = link.CreateClient(connection, BudgetPriority.Webhook, LeasePatience, once: batch.IsProbe);
            return await Settle(batch, await source.Refresh(client, batch, connection, cancellationToken), cancellationToken);
        }
        catch (OutdatedConnectionException)
        {
            // They are due still, and are read with the connection as it is now.
            return true;
        }
        catch (BudgetExhaustedException exhausted)
        {
            await Postpone(due, exhausted, cancellationToken);
            return false;
        }
        catch (JobviteException exception)
        {
            await Wait(due, exception.Failure.Kind.ToString(), FailureRule.Describe(exception.Failure), exception.Failure.RetryAfter, cancellationToken);
            return false;
        }
        catch (CryptographicException exception)
        {
            LogUnexpected(exception, source.Kind, batch.Count);
            await Wait(due, "NoKey", "The stored credentials cannot be opened with the keys at hand.", asked: null, cancellationToken);
            return false;
        }
        catch (Exception exception) when (!FailureRule.PassesByItself(exception))
        {
            // Left due, these events would be read again at every sweep and use up the requests of all others.
            LogUnexpected(exception, source.Kind, batch.Count);
            await Fail(batch.Due.ToDictionary(e => e, _ => $"An unexpected error ({exception.GetType().Name}); the log has the details."), cancellationToken);
            return false;
        }
    }

    private async Task<bool> Settle(RefreshBatch batch, RefreshResult result, CancellationToken cancellationToken)
    {
        foreach (var exception in result.Unexpected)
        {
            LogUnexpected(exception, source.Kind, batch.Count);
        }

        if (result.Failed.Count > 0)
        {
            await Fail(result.Failed, cancellationToken);
        }

        foreach (var pointless in result.Pointless.GroupBy(one => one.Value, one => one.Key))
        {
            await events.MarkProcessed(companyId, IdsOf(pointless), pointless.Key, cancellationToken);
        }

        if (_outage.IsOn && _costs.AnsweredJustNow)
        {
            LogOver(source.Kind);
            _outage.Over();
        }

        if (result.Exhausted is null)
        {
            var now = time.GetUtcNow();
            foreach (var served in batch.Due.Where(e => !result.Failed.ContainsKey(e) && !result.Pointless.ContainsKey(e)))
            {
                instruments.BecameVisible(now - served.OldestReceivedAt);
            }
        }

        if (result.Exhausted is { } rest)
        {
            await Postpone(batch.Due.Where(e => !result.Failed.ContainsKey(e) && !result.Pointless.ContainsKey(e)), rest, cancellationToken);
        }

        return result.Exhausted is null;
    }

    /// <summary>Those that were served are processed already; postponing skips them.</summary>
    private Task Postpone(IEnumerable<DueEvents> due, BudgetExhaustedException exhausted, CancellationToken cancellationToken) =>
        events.Postpone(companyId, IdsOf(due), time.GetUtcNow() + exhausted.RetryAfter, exhausted.Message, cancellationToken);

    /// <summary>
    /// Jobvite, or the way to it, is in trouble. That is no event's fault and uses up no attempt: all of them are due again when one of them
    /// is tried next. It costs one request for each pause, and a statement over all that wait. Only events that have waited for as long as
    /// events are kept fail permanently: without a limit, those of a company whose key was revoked would accumulate for ever.
    /// </summary>
    private Task Wait(IReadOnlyList<DueEvents> due, string obstacle, string reason, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _costs.ForgetAnswers();
        _outage.Failed(reason, asked, now);
        LogWaiting(source.Kind, due.Sum(e => e.Ids.Count), obstacle, _outage.NextProbeAt - now);
        return events.Postpone(companyId, IdsOf(due), _outage.NextProbeAt, _outage.Reason, cancellationToken, now - longestWait);
    }

    private async Task Fail(IReadOnlyDictionary<DueEvents, string> failed, CancellationToken cancellationToken)
    {
        var marked = failed.SelectMany(one => RetryRule.Fail(one.Key, one.Value, time.GetUtcNow(), retries, random.NextDouble)).ToList();
        await events.MarkFailed(companyId, marked, cancellationToken);
        marked.ForEach(one => instruments.RefreshFailed(isDead: one.NextAttemptAt is null));
    }

    private static List<Guid> IdsOf(IEnumerable<DueEvents> due) => due.SelectMany(e => e.Ids).ToList();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} events wait because Jobvite does not answer for {Kind} as it should ({Obstacle}); one is tried again in {Pause}.")]
    private partial void LogWaiting(SyncKind kind, int events, string obstacle, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Jobvite answers again for {Kind}; the events that waited are applied.")]
    private partial void LogOver(SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} refresh broke off; its events stay due.")]
    private partial void LogBrokeOff(Exception exception, SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} refresh of {Events} events broke off; they are tried again later.")]
    private partial void LogUnexpected(Exception exception, SyncKind kind, int events);
}
