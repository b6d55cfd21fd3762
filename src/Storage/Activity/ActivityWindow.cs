using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The hours or days of a chart: whole ones of UTC, the last of them running.</summary>
internal sealed class ActivityWindow
{
    private readonly ActivityUnit _unit;
    private readonly ActivityCount[] _counts;

    public ActivityWindow(ActivityUnit unit, int count, DateTimeOffset now)
    {
        _unit = unit;
        Width = unit is ActivityUnit.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var running = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Width.Ticks), TimeSpan.Zero);
        var columns = Math.Clamp(count, 1, CompanyActivity.MaxCounts);
        Since = running - ((columns - 1) * Width);
        _counts = [.. Enumerable.Range(0, columns).Select(i => new ActivityCount { Start = Since + (i * Width) })];
    }

    /// <summary>Length of a column.</summary>
    public TimeSpan Width { get; }

    /// <summary>How many there are.</summary>
    public int Columns => _counts.Length;

    /// <summary>When the first column begins.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Candidates first stored in a column, counted from 0.</summary>
    public void AddCandidates(long column, int candidates) => At(column, one => one with { NewCandidates = one.NewCandidates + candidates });

    /// <summary>Events received in a column that stand at <paramref name="status"/> now.</summary>
    public void AddWebhooks(long column, WebhookStatus status, int events) => At(column, one => one with
    {
        WebhooksReceived = one.WebhooksReceived + events,
        WebhooksProcessed = one.WebhooksProcessed + (status is WebhookStatus.Processed ? events : 0),
        WebhooksDead = one.WebhooksDead + (status is WebhookStatus.Dead ? events : 0),
        WebhooksRejected = one.WebhooksRejected + (status is WebhookStatus.Rejected ? events : 0),
    });

    public CompanyActivity ToActivity() => new(_unit, [.. _counts]);

    // Another silo's clock may be ahead: what it stored counts as having happened now.
    private void At(long column, Func<ActivityCount, ActivityCount> add)
    {
        var index = Math.Clamp(column, 0, _counts.Length - 1);
        _counts[index] = add(_counts[index]);
    }
}
