using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// Runs and their cursors. At most one run per company and kind is under way, and at most one more waits until that one has ended (a
/// unique index says so).
/// Whoever executes a run has taken it and holds its epoch; taking it again makes every write of the former holder fail.
/// </summary>
public interface IRunStore
{
    /// <summary>
    /// Creates the run; or returns the one under way when that one does all that is asked for; or else lets it wait behind that one, together
    /// with what others asked for meanwhile.
    /// </summary>
    Task<RunStart> StartOrJoin(NewRun run, CancellationToken cancellationToken);

    /// <summary>Takes the run for execution; null when it has ended, waits for another, or does not exist.</summary>
    Task<RunCheckpoint?> Take(string companyId, Guid runId, CancellationToken cancellationToken);

    /// <summary>Says that the holder lives, though it only waits.</summary>
    Task<RunPulse> Heartbeat(RunRef run, CancellationToken cancellationToken);

    /// <summary>
    /// Notes what the run waits for, as its <see cref="SyncRun.Error"/> while it is under way. The next page that is stored takes it away, and
    /// so does the run's end.
    /// </summary>
    Task<RunPulse> NoteObstacle(RunRef run, string obstacle, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the run; null when it is no longer the caller's. Clears the list of seen ids, and lets the run begin that waits behind it.
    /// </summary>
    Task<SyncRun?> Finish(RunRef run, RunEnd end, CancellationToken cancellationToken);

    /// <summary>Asks the run's holder to stop; a run that waits ends at once. Returns the run as it stands; null when there is none.</summary>
    Task<SyncRun?> RequestCancel(string companyId, Guid runId, CancellationToken cancellationToken);

    /// <summary>Ends every run of the company as cancelled, whoever holds it.</summary>
    Task<int> CancelAll(string companyId, string reason, CancellationToken cancellationToken);

    /// <summary>Runs under way whose holder has not been heard of since <paramref name="heartbeatBefore"/>, any company.</summary>
    Task<IReadOnlyList<ActiveRun>> FindUnattended(DateTimeOffset heartbeatBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Per kind: the run under way or last ended, and when the last complete ones began.</summary>
    Task<IReadOnlyList<KindHistory>> GetHistory(string companyId, CancellationToken cancellationToken);
}
