using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>Events of one company in memory, with what the store does to them.</summary>
internal sealed class WaitingEvents(MemoryRecords records) : IEventStore
{
    private readonly List<WaitingEvent> _all = [];

    /// <summary>Neither applied nor settled otherwise; dead ones are among them.</summary>
    public IReadOnlyList<WaitingEvent> Waiting => [.. _all.Where(one => !one.IsProcessed && !records.Answered.ContainsKey(one.Id))];

    public WaitingEvent Add(string entity, DateTimeOffset now)
    {
        var one = new WaitingEvent(Guid.NewGuid(), entity, now) { NextAttemptAt = now };
        _all.Add(one);
        return one;
    }

    public Task<IReadOnlyList<DueEvents>> ReadDue(string companyId, WebhookSource source, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DueEvents>>(
        [
            .. Waiting
                .Where(one => !one.IsDead && one.NextAttemptAt <= now)
                .GroupBy(one => (one.EntityId, one.Attempts))
                .Select(g => new DueEvents(g.Key.EntityId, g.Key.Attempts, g.Min(one => one.ReceivedAt), [.. g.Select(one => one.Id)], [])),
        ]);

    public Task MarkProcessed(string companyId, IReadOnlyList<Guid> events, string? note, CancellationToken cancellationToken) =>
        Change(events, one => one.IsProcessed = true);

    public Task MarkFailed(string companyId, IReadOnlyList<FailedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var failed in events)
        {
            Change([failed.Id], one =>
            {
                one.Attempts++;
                one.Reason = failed.Error;
                one.IsDead = failed.NextAttemptAt is null;
                one.NextAttemptAt = failed.NextAttemptAt ?? DateTimeOffset.MaxValue;
            });
        }

        return Task.CompletedTask;
    }

    public Task Postpone(
        string companyId, IReadOnlyList<Guid> events, DateTimeOffset nextAttemptAt, string reason, CancellationToken cancellationToken, DateTimeOffset? oldest) =>
        Change(events, one => (one.NextAttemptAt, one.Reason, one.IsDead) = (nextAttemptAt, reason, one.ReceivedAt < oldest));

    public Task Append(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<DueInbox>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw Unused();

    public Task<bool> Replay(string companyId, Guid eventId, CancellationToken cancellationToken) => throw Unused();

    public Task<int> ReplayMatching(string companyId, WebhookFilter filter, CancellationToken cancellationToken) => throw Unused();

    private Task Change(IReadOnlyList<Guid> events, Action<WaitingEvent> change)
    {
        foreach (var one in Waiting.Where(one => events.Contains(one.Id)))
        {
            change(one);
        }

        return Task.CompletedTask;
    }

    private static NotSupportedException Unused() => new("A refresh has no business with this.");
}

/// <summary>An event that has not been applied.</summary>
internal sealed class WaitingEvent(Guid id, string entityId, DateTimeOffset receivedAt)
{
    public Guid Id { get; } = id;

    public string EntityId { get; } = entityId;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    public int Attempts { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }

    public string? Reason { get; set; }

    public bool IsDead { get; set; }

    public bool IsProcessed { get; set; }
}
