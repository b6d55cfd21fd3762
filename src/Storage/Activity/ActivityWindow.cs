using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The hours or days of a chart, one after the other; the last of them is running.</summary>
internal sealed class ActivityWindow
{
    private readonly ActivityUnit _unit;
    private readonly ActivityCount[] _counts;

    /// <param name="unit">What a column is.</param>
    /// <param name="starts">When each begins, ascending: days of another zone than UTC are not all 24 hours long. At most 90 are taken.</param>
    public ActivityWindow(ActivityUnit unit, IEnumerable<DateTimeOffset> starts)
    {
        _unit = unit;
        _counts = [.. starts.Take(CompanyActivity.MaxCounts).Select(start => new ActivityCount { Start = start.ToUniversalTime() })];
        Starts = [.. _counts.Select(one => one.Start)];
        // Another silo's clock may be ahead: what it stored counts as having happened now.
        Ends = [.. Starts.Skip(1), DateTimeOffset.UnixEpoch.AddYears(1000)];
    }

    /// <summary>Whole hours or days of UTC up to the running one; <paramref name="count"/> is cut to 1–90.</summary>
    public static IEnumerable<DateTimeOffset> OfUtc(ActivityUnit unit, int count, DateTimeOffset now)
    {
        var width = unit is ActivityUnit.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var running = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % width.Ticks), TimeSpan.Zero);
        var columns = Math.Clamp(count, 1, CompanyActivity.MaxCounts);
        return Enumerable.Range(0, columns).Select(i => running - ((columns - 1 - i) * width));
    }

    public ImmutableArray<DateTimeOffset> Starts { get; }

    /// <summary>Not included.</summary>
    public ImmutableArray<DateTimeOffset> Ends { get; }

    /// <summary>Applications that came in a column, counted from 0.</summary>
    public void AddApplications(long column, int applications) => At(column, one => one with { Applications = one.Applications + applications });

    /// <summary>Events received in a column that stand at <paramref name="status"/> now.</summary>
    public void AddWebhooks(long column, WebhookStatus status, int events) => At(column, one => one with
    {
        WebhooksReceived = one.WebhooksReceived + events,
        WebhooksProcessed = one.WebhooksProcessed + (status is WebhookStatus.Processed ? events : 0),
        WebhooksDead = one.WebhooksDead + (status is WebhookStatus.Dead ? events : 0),
        WebhooksRejected = one.WebhooksRejected + (status is WebhookStatus.Rejected ? events : 0),
    });

    public CompanyActivity ToActivity() => new(_unit, [.. _counts]);

    private void At(long column, Func<ActivityCount, ActivityCount> add) => _counts[column] = add(_counts[column]);
}
