using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>Gathers what becomes of a round, and makes of it what is noted.</summary>
internal sealed class RoundOutcome(StoredEndpoint endpoint, DeliveryServices services, Random random)
{
    private readonly Dictionary<long, DeliveryRow> _rows = [];
    private readonly List<AttemptRow> _attempts = [];
    private readonly List<SpanItem> _first = [];
    private string? _disabledReason;
    private bool _isGone;

    public EndpointStanding Standing { get; private set; } = endpoint.Standing;

    /// <summary>Nothing more is to be begun.</summary>
    public bool Stops => _disabledReason is not null || (PauseRule.Pauses(Standing) && !PauseRule.Pauses(endpoint.Standing));

    /// <summary>Takes one result; false when the change waits now.</summary>
    public bool Settle(RoundItem item, SendResult result)
    {
        var now = services.Time.GetUtcNow();
        var attempt = result.Attempt;
        Standing = PauseRule.After(Standing, attempt, now);
        _disabledReason ??= DisableRule.Reason(Standing, attempt, now);
        if (item.Row is null && attempt.Succeeded)
        {
            _first.Add(new SpanItem(item.Placed.Position, attempt.At, attempt.Milliseconds, attempt.Status!.Value));
            return true;
        }

        var row = item.Row ?? DeliveryWork.RowOf(item.Placed);
        row = row with { Attempts = row.Attempts + 1, Tries = row.IsWaiting ? row.Tries + 1 : 1 };
        var wait = attempt.Succeeded ? null : DeliverySchedule.Wait(row.Tries, result.RetryAfter, random.NextDouble());
        row = attempt.Succeeded ? row with { Status = DeliveryStatus.Delivered, NextAttemptAt = null, DeliveredAt = now }
            : wait is { } pause ? row with { Status = DeliveryStatus.Retrying, NextAttemptAt = now + pause, DeliveredAt = null }
            : row with { Status = DeliveryStatus.Dead, NextAttemptAt = null, DeliveredAt = null };
        _rows[row.Position] = row;
        _attempts.Add(new AttemptRow(row.ChangeId, attempt));
        return !row.IsWaiting;
    }

    /// <summary>What is noted of the round; the line is what waits from then on.</summary>
    /// <param name="hold">By whom.</param>
    /// <param name="line">What waited before.</param>
    /// <param name="step">What was to be sent.</param>
    /// <param name="taken">How many of its items were looked at.</param>
    public DeliveryBatch Conclude(EndpointHold hold, WaitingLine line, DeliveryStep step, int taken)
    {
        var now = services.Time.GetUtcNow();
        foreach (var item in step.Items.Take(taken).Where(item => item.Result is null && item.Row is not { IsWaiting: true }))
        {
            // It stands behind another one, or was broken off.
            var row = item.Row is null ? DeliveryWork.RowOf(item.Placed) : item.Row with { Status = DeliveryStatus.Pending, Tries = 0, DeliveredAt = null };
            _rows[row.Position] = row;
        }

        foreach (var lost in step.Lost)
        {
            _rows[lost.Position] = lost with { Status = DeliveryStatus.Dead, NextAttemptAt = null };
        }

        foreach (var row in _rows.Values)
        {
            line.Set(row);
        }

        foreach (var free in line.Release(now))
        {
            _rows[free.Position] = free;
        }

        _isGone = step.IsGone;
        var isWhole = taken == step.Items.Count;
        long? Reached(long? to, long from) => to is null ? null : isWhole ? to : taken == 0 ? from : step.Items[taken - 1].Placed.Position;
        var position = Reached(step.Position, endpoint.Position);
        var after = Reached(step.ReplayTo, endpoint.Replay?.After ?? 0);
        return new DeliveryBatch
        {
            Hold = hold,
            Position = position,
            Replay = after is null ? endpoint.Replay : after < endpoint.Replay!.To ? endpoint.Replay with { After = after.Value } : null,
            Span = position is null || _first.Count == 0 ? null : SpanOf(position.Value),
            Rows = [.. _rows.Values],
            Attempts = _attempts,
            Standing = step.IsGone
                ? Standing with { LastError = "Changes were older than this service keeps them before they could be sent. Read the lists anew; deliveries went on with the oldest change that is kept." }
                : Standing,
            DisabledReason = _disabledReason,
        };
    }

    /// <summary>Counts for the metrics, once the round is noted.</summary>
    public void Count()
    {
        services.Instruments.Delivered(_first.Count + _attempts.Count(attempt => attempt.Attempt.Succeeded));
        services.Instruments.DeliveryFailed(isDead: false, _rows.Values.Count(row => row.Status is DeliveryStatus.Retrying));
        services.Instruments.DeliveryFailed(isDead: true, _rows.Values.Count(row => row.Status is DeliveryStatus.Dead));
        if (_isGone)
        {
            services.Instruments.DeliveriesSkipped();
        }
    }

    private DeliverySpan SpanOf(long last)
    {
        _first.Sort((one, other) => one.Position.CompareTo(other.Position));
        return new DeliverySpan(
            endpoint.Position + 1,
            last,
            EndpointTypes.Of(endpoint.Types),
            _first.Min(item => item.At),
            _first.Max(item => item.At.AddMilliseconds(item.Milliseconds)),
            _first);
    }
}
