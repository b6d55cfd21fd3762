using System.Collections.Concurrent;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Webhooks;

/// <summary>What the appender and the sweeper see of an event store, in memory: it can be held up and made to fail.</summary>
internal sealed class MemoryEventStore : IEventStore
{
    private readonly ConcurrentQueue<IReadOnlyList<NewEvent>> _batches = new();
    private int _appending;

    /// <summary>What was stored, one entry per statement.</summary>
    public IReadOnlyList<IReadOnlyList<NewEvent>> Batches => [.. _batches];

    public IReadOnlyList<NewEvent> Events => [.. _batches.SelectMany(batch => batch)];

    /// <summary>Statements that are, or were, under way.</summary>
    public int Appending => Volatile.Read(ref _appending);

    public int AppendsAtOnce { get; set; } = 1;

    /// <summary>While set, statements wait for it.</summary>
    public TaskCompletionSource? HeldUp { get; set; }

    /// <summary>What a statement with these events throws; null when it succeeds.</summary>
    public Func<IReadOnlyList<NewEvent>, Exception?> Failure { get; set; } = _ => null;

    public IReadOnlyList<DueInbox> Due { get; set; } = [];

    public async Task Append(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _appending);
        if (HeldUp is { } holdUp)
        {
            await holdUp.Task.WaitAsync(cancellationToken);
        }

        if (Failure(events) is { } failure)
        {
            throw failure;
        }

        _batches.Enqueue([.. events]);
    }

    public Task<IReadOnlyList<DueInbox>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Failure([]) is { } failure ? Task.FromException<IReadOnlyList<DueInbox>>(failure) : Task.FromResult(Due);

    public Task<IReadOnlyList<DueEvents>> ReadDue(
        string companyId, WebhookSource source, DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw Unused();

    public Task MarkProcessed(string companyId, IReadOnlyList<Guid> events, string? note, CancellationToken cancellationToken) => throw Unused();

    public Task MarkFailed(string companyId, IReadOnlyList<FailedEvent> events, CancellationToken cancellationToken) => throw Unused();

    public Task Postpone(
        string companyId, IReadOnlyList<Guid> events, DateTimeOffset nextAttemptAt, string reason, CancellationToken cancellationToken, DateTimeOffset? oldest) => throw Unused();

    public Task<bool> Replay(string companyId, Guid eventId, CancellationToken cancellationToken) => throw Unused();

    public Task<int> ReplayMatching(string companyId, WebhookFilter filter, CancellationToken cancellationToken) => throw Unused();

    private static NotSupportedException Unused() => new("The inbox has no business with this.");
}
