using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>When one kind ran last and runs next.</summary>
/// <param name="Kind">jobs, candidates or onboarding.</param>
/// <param name="Enabled">Switched on.</param>
/// <param name="NextDueAt">When it runs next; null when switched off.</param>
/// <param name="NextMode">incremental or full.</param>
/// <param name="LastRun">The last run, or null.</param>
public sealed record ScheduleItem(string Kind, bool Enabled, DateTime? NextDueAt, string? NextMode, RunItem? LastRun)
{
    internal static ScheduleItem Of(KindSchedule schedule) => new(
        Word.Of(schedule.Kind),
        schedule.Enabled,
        schedule.NextDueAt?.UtcDateTime,
        schedule.NextMode is { } mode ? Word.Of(mode) : null,
        schedule.LastRun is { } run ? RunItem.Of(run) : null);
}
