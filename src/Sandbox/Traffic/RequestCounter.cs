namespace Jobvite.Sandbox;

/// <summary>Counts requests and remembers the busiest minute.</summary>
internal sealed class RequestCounter(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private readonly Queue<DateTimeOffset> _lastMinute = new();
    private readonly Dictionary<SandboxEndpoint, long> _byEndpoint = [];
    private long _other;
    private long _unauthorized;
    private long _throttled;
    private long _faulted;
    private int _peak;

    public void Arrived(SandboxEndpoint? endpoint)
    {
        var now = time.GetUtcNow();
        lock (_counting)
        {
            if (endpoint is { } known)
            {
                _byEndpoint[known] = _byEndpoint.GetValueOrDefault(known) + 1;
            }
            else
            {
                _other++;
            }

            _lastMinute.Enqueue(now);
            while (now - _lastMinute.Peek() >= Minute)
            {
                _lastMinute.Dequeue();
            }

            _peak = Math.Max(_peak, _lastMinute.Count);
        }
    }

    public void Unauthorized() => Interlocked.Increment(ref _unauthorized);

    public void Throttled() => Interlocked.Increment(ref _throttled);

    public void Faulted() => Interlocked.Increment(ref _faulted);

    public RequestCounts Counts()
    {
        lock (_counting)
        {
            long Of(SandboxEndpoint endpoint) => _byEndpoint.GetValueOrDefault(endpoint);
            return new RequestCounts(
                _byEndpoint.Values.Sum() + _other,
                Of(SandboxEndpoint.Job),
                Of(SandboxEndpoint.Candidate),
                Of(SandboxEndpoint.Artifacts),
                Of(SandboxEndpoint.Process),
                Of(SandboxEndpoint.Task),
                Of(SandboxEndpoint.Milestone),
                _other,
                Interlocked.Read(ref _unauthorized),
                Interlocked.Read(ref _throttled),
                Interlocked.Read(ref _faulted),
                _peak);
        }
    }

    public void Reset()
    {
        lock (_counting)
        {
            _byEndpoint.Clear();
            _lastMinute.Clear();
            (_other, _unauthorized, _throttled, _faulted, _peak) = (0, 0, 0, 0, 0);
        }
    }
}

/// <summary>
/// How many API requests came. <c>Total</c> has all under <c>/api/v2</c>, refused ones included; <c>Other</c> those to a route that
/// does not exist; <c>Unauthorized</c>, <c>Throttled</c> and <c>Faulted</c> those refused for credentials or permissions, refused
/// with 429, and hit by an injected fault; <c>PeakPerMinute</c> is the most that arrived within any 60 seconds.
/// </summary>
public sealed record RequestCounts(
    long Total,
    long Job,
    long Candidate,
    long Artifacts,
    long Process,
    long Task,
    long Milestone,
    long Other,
    long Unauthorized,
    long Throttled,
    long Faulted,
    int PeakPerMinute);

/// <summary>Tells the gate what a route is; <c>Plural</c> is null where the API has one name only.</summary>
internal sealed record EndpointMark(SandboxEndpoint Endpoint, bool? Plural = null);
