namespace Jobvite.Grains.Webhooks;

/// <summary>Lets <paramref name="perMinute"/> things a minute through, that many at once at most. No clock inside.</summary>
internal sealed class TokenBucket(int perMinute)
{
    private double _tokens = perMinute;
    private DateTimeOffset? _filledAt;

    /// <summary>Whether one more may pass.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        // A clock that was set back fills nothing and takes nothing away.
        var minutes = _filledAt is { } before && now > before ? (now - before).TotalMinutes : 0;
        _tokens = Math.Min(perMinute, _tokens + (minutes * perMinute));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
