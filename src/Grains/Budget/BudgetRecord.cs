using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Budget;

/// <summary>
/// What has been spent of a budget, and what of that is on record. What is saved replaces the record that was read and no other: when somebody
/// else has written there, their record counts. One save at a time; a throttle may be noted at any moment.
/// </summary>
internal sealed partial class BudgetRecord(IBudgetStore store, RequestBudgetOptions limits, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan SaveTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Of an unreadable state, the requests of the last minute are the ones that could get the key locked out; they are waited for.</summary>
    private static readonly TimeSpan PauseAfterDamage = TimeSpan.FromMinutes(1);

    private string _key = "";
    private RequestBudgetOptions _limits = limits;
    private BudgetWindow? _name;

    // As it is stored, to the letter.
    private string? _onRecord;

    /// <summary>Counts what is spent.</summary>
    public BudgetMeter Meter { get; private set; } = new(limits);

    /// <summary>There is something to save though no request was granted.</summary>
    public bool HasUnsavedThrottle { get; private set; }

    /// <summary>Goes on from what is stored under <paramref name="key"/>. Called once, first of all.</summary>
    public async Task Load(string key, CancellationToken cancellationToken)
    {
        _key = key;
        if (BudgetKey.IsTrial(key))
        {
            (_limits, _name) = (BudgetPolicy.TrialsOfTenant(_limits), BudgetWindow.Trial);
        }

        GoOnFrom(await store.Load(key, cancellationToken));
    }

    /// <summary>Jobvite asked to wait.</summary>
    public void Throttle(TimeSpan wait)
    {
        Meter.Throttle(wait, time.GetUtcNow());
        HasUnsavedThrottle = true;
    }

    /// <summary>Puts on record what the meter has counted. Never throws.</summary>
    /// <param name="before">The meter before it counted the requests that are to be saved.</param>
    /// <param name="requests">How many they are.</param>
    /// <param name="onlyTrials">All of them are trials'.</param>
    public async Task<BudgetSave> Save(BudgetState before, int requests, bool onlyTrials)
    {
        var throttled = HasUnsavedThrottle;
        HasUnsavedThrottle = false;
        if (!throttled && _onRecord is null && onlyTrials)
        {
            // As far as this budget knows, nobody is connected with the key: made-up keys leave no rows. What a restart forgets is a trial's small share.
            return BudgetSave.Saved;
        }

        try
        {
            using var timeout = new CancellationTokenSource(SaveTimeout, time);
            var state = Meter.Capture().ToJson();
            if (await store.Save(_key, state, _onRecord, timeout.Token))
            {
                _onRecord = state;
                return BudgetSave.Saved;
            }

            LogOvertaken(requests);
            await LoadOthers(timeout.Token);
            return BudgetSave.Overtaken;
        }
        catch (Exception exception)
        {
            // Whatever it was: what is not on record is not granted. Nobody else spends while a save is under way, so going back is safe;
            // a throttle that was reported meanwhile stays.
            LogSaveFailed(exception, requests);
            HasUnsavedThrottle = true;
            Meter = BudgetMeter.From(before with { ThrottledUntil = Meter.Capture().ThrottledUntil }, _limits, _name);
            return BudgetSave.Failed;
        }
    }

    /// <summary>Another activation has spent from this budget, as may be for a while after a silo was lost. What it has on record counts.</summary>
    private async Task LoadOthers(CancellationToken cancellationToken)
    {
        var record = await store.Load(_key, cancellationToken);

        // Only now: Jobvite may have asked to wait while the record was on its way.
        var throttledUntil = Meter.Capture().ThrottledUntil;
        GoOnFrom(record);
        if (throttledUntil is { } until)
        {
            var now = time.GetUtcNow();
            Meter.Throttle(DateTimeOffset.FromUnixTimeMilliseconds(until) - now, now);
            HasUnsavedThrottle = true;
        }
    }

    private void GoOnFrom(string? record)
    {
        _onRecord = record;
        if (record is not null && BudgetState.TryRead(record) is { } state)
        {
            Meter = BudgetMeter.From(state, _limits, _name);
            return;
        }

        Meter = new BudgetMeter(_limits, _name);
        if (record is not null)
        {
            LogStateUnreadable(PauseAfterDamage);
            Meter.Throttle(PauseAfterDamage, time.GetUtcNow());
        }
    }

    [LoggerMessage(LogLevel.Error, "The request budget could not be saved, so {Count} request(s) were not granted")]
    private partial void LogSaveFailed(Exception exception, int count);

    [LoggerMessage(LogLevel.Error, "The stored request budget cannot be read (damaged, or from a newer version); it starts again after {Pause}")]
    private partial void LogStateUnreadable(TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "Somebody else has spent from this request budget since it was read, as may be after a silo was lost; {Count} request(s) wait again")]
    private partial void LogOvertaken(int count);
}

/// <summary>What came of saving a budget.</summary>
internal enum BudgetSave
{
    /// <summary>The requests may be granted.</summary>
    Saved,

    /// <summary>Somebody else has spent meanwhile; the requests are not spent and wait again.</summary>
    Overtaken,

    /// <summary>The requests are not spent and are refused.</summary>
    Failed,
}
