using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>What a run that is to start will read.</summary>
internal static class RunRule
{
    /// <summary>
    /// A request that names its mode gets it, except that an incremental run without a complete run before it has nothing to start from
    /// and becomes a full one. The smaller of the request's and the settings' limit counts.
    /// </summary>
    /// <param name="kind">Of what.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="trigger">By whom.</param>
    /// <param name="settings">The company's.</param>
    /// <param name="history">Without runs that say nothing any more (<see cref="KindHistory.Since"/>).</param>
    /// <param name="sourceSince">When the company's source changed last; null: never.</param>
    /// <param name="now">The time.</param>
    public static StartRun Decide(
        SyncKind kind, SyncRequest request, RunTrigger trigger, SyncSettings settings, KindHistory? history, DateTimeOffset? sourceSince, DateTimeOffset now)
    {
        var mode = request.Mode ?? ScheduleRule.ChooseMode(history, settings, now);
        if (history?.Watermark is null)
        {
            mode = SyncMode.Full;
        }

        var own = ConfiguredLimit(kind, settings);
        var limit = (request.Limit, own) switch
        {
            ({ } asked, { } configured) => Math.Min(asked, configured),
            var (asked, configured) => asked ?? configured,
        };
        return new StartRun(
            mode,
            trigger,
            limit,
            mode == SyncMode.Incremental ? history!.Watermark : null,
            FindUncompared(history, sourceSince),
            trigger == RunTrigger.Person && mode == SyncMode.Full && limit is null ? history?.Withheld?.Missing : null);
    }

    /// <summary>Why a run may not read, or not any more; null when it may.</summary>
    /// <param name="run">The run.</param>
    /// <param name="first">The connection that its execution began with.</param>
    /// <param name="now">The company's connection now.</param>
    /// <param name="isEnabled">Whether the settings switch the kind on.</param>
    /// <param name="history">Of the kind.</param>
    public static string? FindObstacle(RunCheckpoint run, CompanyConnection first, CompanyConnection now, bool isEnabled, KindHistory? history)
    {
        // Whoever changed it has ended the runs under way. One that was missed must not take for deleted what the former filters hid.
        // One that was decided before the source changed and began after it would take the former source's records for the new one's.
        var isDecidedBefore = FindUncompared(history, now.SourceSince) is { } since
            && !(run.SourceSince?.ToUnixTimeMilliseconds() >= since.ToUnixTimeMilliseconds());
        if (now.ReadScopeSince != first.ReadScopeSince || isDecidedBefore)
        {
            return "The settings changed what is to be read; start the sync again.";
        }

        return isEnabled ? null : $"The sync of {run.Kind.ToString().ToLowerInvariant()} was switched off while the run was under way.";
    }

    /// <summary>
    /// The sentence for a run that the settings' limit kept from reading everything; null when it read all there is, or as much as a
    /// person asked for.
    /// </summary>
    /// <param name="run">The run at its end.</param>
    /// <param name="settings">The company's.</param>
    /// <param name="progress">What it read.</param>
    public static string? FindShortfall(RunCheckpoint run, SyncSettings settings, SyncProgress progress)
    {
        if (run.Limit is not { } limit || limit != ConfiguredLimit(run.Kind, settings) || progress.Fetched < limit || progress.Total <= limit)
        {
            return null;
        }

        var all = progress.Total is { } total ? $"{total}" : "an unknown number of";
        return $"Only {limit} of {all} candidates were read, because candidateSyncLimit is {limit}. Set it to null to read all of them.";
    }

    /// <summary>When the source changed, if no run has compared everything since.</summary>
    private static DateTimeOffset? FindUncompared(KindHistory? history, DateTimeOffset? sourceSince) =>
        history?.LastComparedStartedAt >= sourceSince ? null : sourceSince;

    private static int? ConfiguredLimit(SyncKind kind, SyncSettings settings) => kind == SyncKind.Candidates ? settings.CandidateSyncLimit : null;
}
