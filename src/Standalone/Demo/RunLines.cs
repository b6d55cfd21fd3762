using System.Globalization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Standalone.Demo;

/// <summary>Words for runs.</summary>
internal static class RunLines
{
    /// <summary>All runs in one line, such as <c>Syncing: jobs 200 of 200, candidates 1,500 of 2,200, onboarding …</c></summary>
    public static string Line(IEnumerable<SyncRun> runs) => "Syncing: " + string.Join(", ", runs.Select(Short));

    /// <summary>How a run ended, such as <c>candidates   2,200 read: 2,200 created, 0 updated, 0 unchanged (3.2 s)</c>.</summary>
    public static string Summary(SyncRun run)
    {
        var p = run.Progress;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"  {Name(run.Kind),-11} {p.Fetched,7:N0} read: {p.Created:N0} created, {p.Updated:N0} updated, {p.Unchanged:N0} unchanged");
        if (p.Stale > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {p.Stale:N0} stale");
        }

        if (p.Suppressed > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {p.Suppressed:N0} suppressed");
        }

        if (p.Deleted + p.Failed > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {p.Deleted:N0} deleted, {p.Failed:N0} failed");
        }

        if (run.FinishedAt is { } finished)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" ({(finished - run.StartedAt).TotalSeconds:N1} s)");
        }

        return run.Status == RunStatus.Success ? text : $"{text} - {run.Status}: {run.Error}";
    }

    /// <summary>What is stored, in one line.</summary>
    public static string Stored(RecordCounts counts) => string.Create(CultureInfo.InvariantCulture,
        $"{counts.Jobs:N0} jobs, {counts.Candidates:N0} candidates with {counts.Applications:N0} applications, {counts.OnboardingProcesses:N0} onboarding processes with {counts.OnboardingTasks:N0} tasks");

    private static string Short(SyncRun run)
    {
        var read = run.Progress.Fetched.ToString("N0", CultureInfo.InvariantCulture);
        var total = run.Progress.Total is { } known and > 0 && known >= run.Progress.Fetched
            ? " of " + known.ToString("N0", CultureInfo.InvariantCulture)
            : "";
        return $"{Name(run.Kind)} {read}{total}{(run.IsEnded ? " done" : "")}";
    }

    private static string Name(SyncKind kind) => kind switch
    {
        SyncKind.Jobs => "jobs",
        SyncKind.Candidates => "candidates",
        _ => "onboarding",
    };
}
