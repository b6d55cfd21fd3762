using Jobvite.Storage;

namespace Jobvite.Grains.Notices;

/// <summary>What is done with what is due: each notice is a message of its own, unless they are too many or the channel fails. Pure.</summary>
internal sealed record NoticePlan
{
    /// <summary>The wait after the first failed attempt; it doubles each time.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Incidents that were over before they had lasted long enough: nobody is told.</summary>
    public IReadOnlyList<DueNotice> Untold { get; private init; } = [];

    /// <summary>The messages to be sent now, each with what it names.</summary>
    public IReadOnlyList<IReadOnlyList<DueNotice>> Messages { get; private init; } = [];

    /// <summary>When the rest may be sent; null when there is none.</summary>
    public DateTimeOffset? NextAt { get; private init; }

    /// <param name="work">What is due.</param>
    /// <param name="perHour">Messages that may be sent in any hour.</param>
    public static NoticePlan Of(NoticeWork work, int perHour)
    {
        var (untold, due) = (work.Due.Where(one => IsFlicker(one, work.Hold.Times.Lasting)).ToList(), work.Due.Where(one => !IsFlicker(one, work.Hold.Times.Lasting)).ToList());
        var left = perHour - work.SentAt.Count;
        if (due.Count == 0)
        {
            return new NoticePlan { Untold = untold };
        }

        if (left <= 0)
        {
            return new NoticePlan { Untold = untold, NextAt = work.SentAt[^perHour] + Hour };
        }

        // The last message that may be sent names all that is left. So does the first one after failures, which may have lasted for days.
        var single = work.Failures > 0 && due.Count > 1 ? 0 : due.Count <= left ? due.Count : left - 1;
        IReadOnlyList<DueNotice>[] singles = [.. due.Take(single).Select(one => new[] { one })];
        return new NoticePlan { Untold = untold, Messages = single < due.Count ? [.. singles, due[single..]] : singles };
    }

    /// <summary>How long to wait after failed attempts.</summary>
    /// <param name="failures">In a row, at least 1.</param>
    public static TimeSpan WaitAfter(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures, 10) - 1);
        return wait < LongestWait ? wait : LongestWait;
    }

    private static bool IsFlicker(DueNotice notice, TimeSpan lasting) => !notice.WasTold && notice.Incident.EndedAt - notice.Incident.StartedAt < lasting;
}
