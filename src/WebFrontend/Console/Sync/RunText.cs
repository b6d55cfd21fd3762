using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Sync;

/// <summary>How a run is spoken of.</summary>
internal static class RunText
{
    public static string Name(SyncKind kind) => Spoken.Title(EnumText.Of(kind));

    public static string Mode(SyncMode mode) => mode == SyncMode.Full ? "Full sync" : "Changes";

    public static string Text(RunStatus status) => status == RunStatus.Success ? "Complete" : status.ToString();

    /// <summary>A run that waits for Jobvite says so: it is not dead.</summary>
    public static string Text(SyncRun run) => IsRetrying(run) ? "Retrying" : Text(run.Status);

    public static string Tone(SyncRun run) => IsRetrying(run) ? "warn" : Tone(run.Status);

    public static bool IsRetrying(SyncRun run) => run is { Status: RunStatus.Running, Error: not null };

    public static string Tone(RunStatus status) => status switch
    {
        RunStatus.Success => "ok",
        RunStatus.Queued or RunStatus.Running => "busy",
        RunStatus.Partial => "warn",
        RunStatus.Failed => "bad",
        _ => "quiet",
    };

    /// <summary>Who started which of these runs, as far as the audit trail knows; it keeps longer than runs are kept.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> StartersOf(CompanyScope company, IReadOnlyList<SyncRun> runs, CancellationToken cancellationToken) =>
        runs.Any(run => run.Trigger == RunTrigger.Person)
            ? await company.Audit.GetStarters([.. runs.Where(run => run.Trigger == RunTrigger.Person).Select(run => run.RunId)], company.Caller.TenantId, cancellationToken)
            : new Dictionary<Guid, string>();

    public static string PathOf(SyncRun run) => $"/sync/runs/{run.RunId}";

    /// <summary>Where a browser's script hears that the run went on.</summary>
    public static string EventsOf(SyncRun run) => $"{ConsolePage.DataPrefix}/runs/{run.RunId}/events";

    /// <summary>
    /// One of several runs under way, null when there is none: a browser has six connections to a host, and each open page holds one of
    /// them. The page is fetched again whole, so that it shows the others too, and then names the next.
    /// </summary>
    public static string? EventsOf(IEnumerable<SyncRun> running) => running.FirstOrDefault() is { } run ? EventsOf(run) : null;

    /// <summary>Such as "1,200 of 2,400".</summary>
    public static string Read(SyncProgress progress) => Whole(progress) is { } total
        ? $"{Spoken.Count(progress.Fetched)} of {Spoken.Count(total)}"
        : progress.Fetched == 0 ? "Nothing read yet" : $"{Spoken.Count(progress.Fetched)} so far";

    /// <summary>What there is to read; null while that is not known, or when Jobvite said less than it sent.</summary>
    public static int? Whole(SyncProgress progress) => progress.Total is { } total and > 0 && total >= progress.Fetched ? total : null;

    /// <summary>From 0 to 100; null when what there is to read is not known.</summary>
    public static int? Percent(SyncProgress progress) => Whole(progress) is { } total ? (int)(100L * progress.Fetched / total) : null;

    /// <summary>At the pace so far; null when there is nothing to estimate from.</summary>
    public static TimeSpan? Left(SyncRun run, DateTimeOffset now) =>
        !run.IsEnded && run.Progress.Fetched > 0 && Whole(run.Progress) is { } total && now > run.StartedAt
            ? (now - run.StartedAt) * ((double)(total - run.Progress.Fetched) / run.Progress.Fetched)
            : null;

    /// <summary>What a run changed, in a few words.</summary>
    public static string Changes(SyncProgress p, string otherwise = "none")
    {
        var parts = new (int Count, string Word)[] { (p.Created, "new"), (p.Updated, "changed"), (p.Deleted, "deleted") }
            .Where(part => part.Count > 0)
            .Select(part => $"{Spoken.Count(part.Count)} {part.Word}");
        return string.Join(", ", parts) is { Length: > 0 } text ? text : otherwise;
    }
}
