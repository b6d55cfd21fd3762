namespace Jobvite.Grains.Budget;

/// <summary>
/// Counts what was spent within a length of time, so that no interval of that length, wherever it starts, can hold more than the limit.
/// Small limits are kept to the millisecond; large ones in 120 buckets, each counted as if everything in it had happened at its end:
/// memory is bounded and the error is always on the safe side. There is no clock inside; a clock that was set back makes old entries
/// count as new ones, never the reverse.
/// </summary>
internal sealed class SlidingWindow
{
    private const int LargestExact = 100;
    private const int Buckets = 120;

    private readonly long _lengthMs;
    private readonly long _bucketMs;
    private readonly LinkedList<(long Bucket, int Count)> _entries = [];
    private int _used;

    public SlidingWindow(TimeSpan length, int limit)
    {
        _lengthMs = (long)length.TotalMilliseconds;
        _bucketMs = limit <= LargestExact ? 1 : Math.Max(1, _lengthMs / Buckets);
    }

    /// <summary>What is counted now.</summary>
    public int Used(DateTimeOffset now)
    {
        Settle(now);
        return _used;
    }

    /// <summary>Counts one more.</summary>
    public void Add(DateTimeOffset now)
    {
        Settle(now);
        Append(now.ToUnixTimeMilliseconds() / _bucketMs, 1);
    }

    /// <summary>When fewer than <paramref name="ceiling"/> will be counted if nothing is added; <paramref name="now"/> when that is so already.</summary>
    public DateTimeOffset FreeAt(DateTimeOffset now, int ceiling)
    {
        Settle(now);
        var left = _used;
        foreach (var (bucket, count) in _entries)
        {
            if (left < ceiling)
            {
                break;
            }

            left -= count;
            if (left < ceiling)
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt(bucket));
            }
        }

        return now;
    }

    /// <summary>When nothing of what is counted now is counted any more; null when nothing is.</summary>
    public DateTimeOffset? EmptyAt(DateTimeOffset now)
    {
        Settle(now);
        return _entries.Last is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt(last.Value.Bucket)) : null;
    }

    /// <summary>What must be remembered: pairs of unix milliseconds (the latest the requests can have been granted) and count.</summary>
    public IReadOnlyList<long> Capture() => [.. _entries.SelectMany(e => new[] { ((e.Bucket + 1) * _bucketMs) - 1, e.Count })];

    /// <summary>Takes over what another window of this length captured, whatever its limit was.</summary>
    public void Restore(IReadOnlyList<long> pairs)
    {
        _entries.Clear();
        _used = 0;
        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            Append(Math.Max(pairs[i] / _bucketMs, _entries.Last?.Value.Bucket ?? 0), (int)Math.Clamp(pairs[i + 1], 0, int.MaxValue / 2));
        }
    }

    private long ExpiresAt(long bucket) => ((bucket + 1) * _bucketMs) + _lengthMs;

    private void Append(long bucket, int count)
    {
        if (_entries.Last is { } last && last.Value.Bucket == bucket)
        {
            last.Value = (bucket, last.Value.Count + count);
        }
        else
        {
            _entries.AddLast((bucket, count));
        }

        _used += count;
    }

    private void Settle(DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        while (_entries.First is { } first && ExpiresAt(first.Value.Bucket) <= nowMs)
        {
            _used -= first.Value.Count;
            _entries.RemoveFirst();
        }

        // The clock was set back: what seems to lie in the future has certainly happened by now.
        var bucket = nowMs / _bucketMs;
        var ahead = 0;
        while (_entries.Last is { } last && last.Value.Bucket > bucket)
        {
            ahead += last.Value.Count;
            _entries.RemoveLast();
        }

        if (ahead > 0)
        {
            _used -= ahead;
            Append(bucket, ahead);
        }
    }
}
