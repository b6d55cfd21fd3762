using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>What a run that is to start will read.</summary>
internal static class RunRule
{
    /// <summary>
    /// A request that names its mode gets it, except that an incremental run without a complete run before it has nothing to start from
    /// and becomes a full one. The smaller of the request's and the settings' limit counts.
    /// </summary>
    public static StartRun Decide(SyncKind kind, SyncRequest request, RunTrigger trigger, SyncSettings settings, KindHistory? history, DateTimeOffset now)
    {
        var mode = request.Mode ?? ScheduleRule.ChooseMode(history, TimeSpan.FromHours(settings.FullSyncHours), now);
        if (history?.LastCompleteStartedAt is null)
        {
            mode = SyncMode.Full;
        }

        var own = kind == SyncKind.Candidates ? settings.CandidateSyncLimit : null;
        var limit = (request.Limit, own) switch
        {
            ({ } asked, { } configured) => Math.Min(asked, configured),
            var (asked, configured) => asked ?? configured,
        };
        return new StartRun(mode, trigger, limit, mode == SyncMode.Incremental ? history!.LastCompleteStartedAt : null);
    }
}
