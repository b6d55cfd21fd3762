using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Sync;

/// <summary>
/// Applies due events of one company and kind: reads each named record once, however many events named it, stores it and marks the
/// events processed in the same transaction.
/// </summary>
internal sealed partial class RefreshLoop(
    string companyId,
    IPageSource source,
    CompanyLink link,
    IEventStore events,
    WebhookOptions retries,
    Random random,
    TimeProvider time,
    Action afterRun,
    ILogger<RefreshLoop> logger)
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

    /// <summary>New events are due.</summary>
    public void Hint() => _pace.Hint();

    /// <summary>A run has ended: whatever waits for quiet times may start.</summary>
    public void AfterRun() => afterRun();

    /// <summary>Works until no event is due.</summary>
    public async Task RunOnce(CancellationToken cancellationToken)
    {
        while (true)
        {
            var due = await ReadDue(cancellationToken);
            if (due.Count > 0 && await _pace.Gather(due.Sum(e => e.Ids.Count), GetUsage, cancellationToken))
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
            return await Apply(new RefreshBatch(companyId, due, _costs), cancellationToken);
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
    private async Task<bool> Apply(RefreshBatch batch, CancellationToken cancellationToken)
    {
        var ids = batch.Due.SelectMany(e => e.Ids).ToList();
        var connection = await link.Get();
        if (connection is null || !source.IsEnabled(connection.Settings))
        {
            // What is known may be some seconds old, and these events are about to be dropped for good.
            link.Drop();
            connection = await link.Get();
        }

        if (connection is null)
        {
            await events.MarkProcessed(companyId, ids, "The company is disconnected.", cancellationToken);
            return true;
        }

        if (!source.IsEnabled(connection.Settings))
        {
            await events.MarkProcessed(companyId, ids, "The settings switch this kind off.", cancellationToken);
            return true;
        }

        try
        {
            var client = link.CreateClient(connection, BudgetPriority.Webhook, LeasePatience);
            var result = await source.Refresh(client, batch, connection, cancellationToken);
            if (result.Failed.Count > 0)
            {
                await Fail(batch, id => result.Failed.GetValueOrDefault(id), cancellationToken);
            }

            if (result.Exhausted is { } rest)
            {
                var left = batch.Due.Where(e => !result.Failed.ContainsKey(e.EntityId)).SelectMany(e => e.Ids).ToList();
                await Postpone(left, rest, cancellationToken);
            }

            return result.Exhausted is null;
        }
        catch (BudgetExhaustedException exhausted)
        {
            await Postpone(ids, exhausted, cancellationToken);
            return false;
        }
        catch (JobviteException exception)
        {
            LogFailed(source.Kind, exception.Failure.Kind, batch.Count);
            await Fail(batch, _ => FailureRule.Describe(exception.Failure), cancellationToken);
            return false;
        }
        catch (CryptographicException exception)
        {
            LogUnexpected(exception, source.Kind, batch.Count);
            await Fail(batch, _ => "The stored credentials cannot be opened with the keys at hand.", cancellationToken);
            return false;
        }
        catch (Exception exception) when (!FailureRule.PassesByItself(exception))
        {
            // Left due, these events would be read again at every sweep and use up the requests of all others.
            LogUnexpected(exception, source.Kind, batch.Count);
            await Fail(batch, _ => $"An unexpected error ({exception.GetType().Name}); the log has the details.", cancellationToken);
            return false;
        }
    }

    /// <summary>Those that were served are processed already; postponing skips them.</summary>
    private Task Postpone(List<Guid> ids, BudgetExhaustedException exhausted, CancellationToken cancellationToken) =>
        events.Postpone(companyId, ids, time.GetUtcNow() + exhausted.RetryAfter, cancellationToken);

    private async Task Fail(RefreshBatch batch, Func<string, string?> reasonFor, CancellationToken cancellationToken)
    {
        var failed = batch.Due
            .Select(e => (Events: e, Reason: reasonFor(e.EntityId)))
            .Where(pair => pair.Reason is not null)
            .SelectMany(pair => RetryRule.Fail(pair.Events, pair.Reason!, time.GetUtcNow(), retries, random.NextDouble))
            .ToList();
        await events.MarkFailed(companyId, failed, cancellationToken);
    }
}
