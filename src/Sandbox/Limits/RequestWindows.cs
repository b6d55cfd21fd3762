namespace Jobvite.Sandbox;

/// <summary>Meters requests against <see cref="SandboxLimits"/>. A refused request uses nothing up.</summary>
internal sealed class RequestWindows(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeZoneInfo PacificZone = Pacific();

    private readonly Lock _metering = new();
    private readonly Queue<DateTimeOffset> _lastHour = new();
    private DateOnly _day;
    private int _candidatesToday;
    private int _requisitionsToday;

    /// <returns>Null when the request may go on, otherwise how long until one may.</returns>
    public TimeSpan? Take(SandboxLimits limits, SandboxEndpoint? endpoint)
    {
        var now = time.GetUtcNow();
        lock (_metering)
        {
            Forget(now);
            var isCandidate = endpoint is SandboxEndpoint.Candidate or SandboxEndpoint.Artifacts;
            var isRequisition = endpoint is SandboxEndpoint.Job;
            var wait = TimeSpan.Zero;
            wait = Longer(wait, Sliding(limits.RequestsPerMinute, Minute, now));
            wait = Longer(wait, Sliding(limits.RequestsPerHour, Hour, now));
            wait = Longer(wait, isCandidate && _candidatesToday >= limits.CandidateRequestsPerDay ? UntilMidnight(now) : TimeSpan.Zero);
            wait = Longer(wait, isRequisition && _requisitionsToday >= limits.RequisitionRequestsPerDay ? UntilMidnight(now) : TimeSpan.Zero);
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            _lastHour.Enqueue(now);
            _candidatesToday += isCandidate ? 1 : 0;
            _requisitionsToday += isRequisition ? 1 : 0;
            return null;
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeZoneInfo Pacific() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone("Pacific", TimeSpan.FromHours(-8), "Pacific", "Pacific");

    private void Forget(DateTimeOffset now)
    {
        while (_lastHour.TryPeek(out var oldest) && now - oldest >= Hour)
        {
            _lastHour.Dequeue();
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, PacificZone).DateTime);
        if (today != _day)
        {
            (_day, _candidatesToday, _requisitionsToday) = (today, 0, 0);
        }
    }

    private TimeSpan Sliding(int? limit, TimeSpan window, DateTimeOffset now)
    {
        if (limit is not { } allowed)
        {
            return TimeSpan.Zero;
        }

        var inside = _lastHour.Where(at => now - at < window).ToList();
        return inside.Count < allowed ? TimeSpan.Zero
            : allowed == 0 ? window
            : inside[^allowed] + window - now;
    }

    private static TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, PacificZone);
        return local.Date.AddDays(1) - local.DateTime;
    }
}
