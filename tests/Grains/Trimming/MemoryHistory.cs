using System.Collections.Concurrent;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Trimming;

/// <summary>Histories of so many old rows, and what was asked of them.</summary>
internal sealed class MemoryHistory : IHistoryTrimmer
{
    private readonly ConcurrentQueue<(History History, DateTimeOffset Before, TrimMark? After)> _asked = new();

    public ConcurrentDictionary<History, int> Old { get; } = new();

    public History? Failing { get; set; }

    /// <summary>Another process is at it.</summary>
    public bool Busy { get; set; }

    public IReadOnlyList<(History History, DateTimeOffset Before, TrimMark? After)> Asked => [.. _asked];

    public Task<TrimBatch?> Trim(History history, DateTimeOffset before, TrimMark? after, int limit, CancellationToken cancellationToken)
    {
        _asked.Enqueue((history, before, after));
        if (history == Failing)
        {
            return Task.FromException<TrimBatch?>(new StorageUnavailableException("The disk is full."));
        }

        var rows = Math.Min(limit, Old.GetValueOrDefault(history));
        Old[history] = Old.GetValueOrDefault(history) - rows;
        return Task.FromResult(Busy ? null : new TrimBatch(rows, rows, rows == 0 ? null : new TrimMark(before, Guid.NewGuid())));
    }
}
