using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>What is on record, and what follows when somebody else has written there.</summary>
internal sealed partial class RequestBudgetGrain
{
    /// <summary>False when it is no use to go on just now.</summary>
    private async Task<bool> TrySave(IReadOnlyList<LeaseWaiter> served, BudgetState before)
    {
        var throttled = _throttleUnsaved;
        _throttleUnsaved = false;
        if (!throttled && _onRecord is null && served.All(waiter => waiter.Priority == BudgetPriority.Trial))
        {
            // Nobody is connected with this key, so far as is known: made-up keys leave no rows. What a restart forgets is a trial's small share.
            Grant(served);
            return true;
        }

        try
        {
            using var timeout = new CancellationTokenSource(SaveTimeout, time);
            var state = _meter.Capture().ToJson();
            if (await store.Save(this.GetPrimaryKeyString(), state, _onRecord, timeout.Token))
            {
                _onRecord = state;
            }
            else
            {
                await GoOnFromRecord(served, timeout.Token);
                return true;
            }
        }
        catch (Exception exception)
        {
            // Whatever it was: what is not on record is not granted. Nobody else spends while a save is under way, so going back is safe;
            // a throttle that was reported meanwhile stays.
            LogSaveFailed(exception, served.Count);
            _throttleUnsaved = true;
            _meter = BudgetMeter.From(before with { ThrottledUntil = _meter.Capture().ThrottledUntil }, _limits, _name);
            foreach (var waiter in served)
            {
                waiter.Refuse(RetryAfterTrouble, exhausted: null);
            }

            return false;
        }

        Grant(served);
        return true;
    }

    private static void Grant(IReadOnlyList<LeaseWaiter> served)
    {
        foreach (var waiter in served)
        {
            waiter.Grant();
        }
    }

    /// <summary>
    /// Another activation has spent from this budget, as may be for a while after a silo was lost. What it has on record counts; whoever was
    /// about to be served here waits again.
    /// </summary>
    private async Task GoOnFromRecord(IReadOnlyList<LeaseWaiter> served, CancellationToken cancellationToken)
    {
        LogOvertaken(served.Count);
        var record = await store.Load(this.GetPrimaryKeyString(), cancellationToken);

        // Only now: Jobvite may have asked to wait while the record was on its way.
        var throttledUntil = _meter.Capture().ThrottledUntil;
        GoOnFrom(record);
        if (throttledUntil is { } until)
        {
            var now = time.GetUtcNow();
            _meter.Throttle(DateTimeOffset.FromUnixTimeMilliseconds(until) - now, now);
            _throttleUnsaved = true;
        }

        foreach (var waiter in served.Where(waiter => !waiter.Answer.IsCompleted))
        {
            _queue.Enqueue(waiter)?.Refuse(RetryAfterTrouble, exhausted: null);
        }
    }

    private void GoOnFrom(string? record)
    {
        _onRecord = record;
        if (_onRecord is not null && BudgetState.TryRead(_onRecord) is { } state)
        {
            _meter = BudgetMeter.From(state, _limits, _name);
        }
        else
        {
            _meter = new BudgetMeter(_limits, _name);
            if (_onRecord is not null)
            {
                LogStateUnreadable(PauseAfterDamage);
                _meter.Throttle(PauseAfterDamage, time.GetUtcNow());
            }
        }
    }
}
