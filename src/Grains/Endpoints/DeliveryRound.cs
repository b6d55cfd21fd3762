using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Sends some changes, several at once, and those of one record one after the other: once one of them waits, the later ones are not sent.
/// </summary>
internal sealed class DeliveryRound
{
    private readonly IReadOnlyList<RoundItem> _items;
    private readonly HashSet<string> _held;
    private readonly Func<RoundItem, Task<SendResult?>> _send;
    private readonly Func<RoundItem, SendResult, bool> _settle;
    private readonly Func<bool> _isOver;
    private readonly Dictionary<string, Queue<RoundItem>> _underWay = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _ends;

    /// <param name="items">In the order of the feed.</param>
    /// <param name="held">Records of which something waits.</param>
    /// <param name="send">Sends one; null when it was broken off.</param>
    /// <param name="settle">Told of each result, one at a time; false when the change waits now.</param>
    /// <param name="isOver">Nothing more is to be begun.</param>
    public DeliveryRound(
        IReadOnlyList<RoundItem> items, HashSet<string> held, Func<RoundItem, Task<SendResult?>> send, Func<RoundItem, SendResult, bool> settle, Func<bool> isOver) =>
        (_items, _held, _send, _settle, _isOver) = (items, held, send, settle, isOver);

    /// <summary>How many of the items, from the first on, were looked at.</summary>
    public int Taken { get; private set; }

    public Task Run(int atOnce) => Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, _items.Count)).Select(_ => Work()));

    private async Task Work()
    {
        while (Take() is { } taken)
        {
            for (var item = taken; item is not null; item = Next(item))
            {
                if (MaySend(item))
                {
                    Note(item, await _send(item));
                }
            }
        }
    }

    /// <summary>The next item of whose record nothing is under way; those in between line up behind what is.</summary>
    private RoundItem? Take()
    {
        lock (_lock)
        {
            while (Taken < _items.Count && !Ends())
            {
                var item = _items[Taken++];
                if (item.RecordKey is not { } record)
                {
                    return item;
                }

                if (_underWay.TryAdd(record, []))
                {
                    return item;
                }

                _underWay[record].Enqueue(item);
            }

            return null;
        }
    }

    private RoundItem? Next(RoundItem done)
    {
        lock (_lock)
        {
            if (done.RecordKey is null)
            {
                return null;
            }

            if (_underWay[done.RecordKey].TryDequeue(out var next))
            {
                return next;
            }

            _underWay.Remove(done.RecordKey);
            return null;
        }
    }

    private bool MaySend(RoundItem item)
    {
        lock (_lock)
        {
            return !(item.RecordKey is { } record && _held.Contains(record)) && !Ends();
        }
    }

    /// <summary>Once over, always over: what was left out must not be overtaken by a later change of its record.</summary>
    private bool Ends() => _ends |= _isOver();

    private void Note(RoundItem item, SendResult? result)
    {
        lock (_lock)
        {
            item.Result = result;
            if ((result is null || !_settle(item, result)) && item.RecordKey is { } record)
            {
                _held.Add(record);
            }
        }
    }
}

/// <summary>A change that is to be sent.</summary>
internal sealed class RoundItem(PlacedItem placed, string? recordKey, DeliveryRow? row, byte[] body)
{
    public PlacedItem Placed => placed;

    /// <summary>Null when it keeps no order.</summary>
    public string? RecordKey => recordKey;

    /// <summary>As it was before; null when it has none.</summary>
    public DeliveryRow? Row => row;

    public byte[] Body => body;

    /// <summary>Null when it was not sent, or that was broken off.</summary>
    public SendResult? Result { get; set; }
}
