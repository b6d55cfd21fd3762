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

    /// <summary>Adds requests that the run sent to Jobvite. They are a figure for people: whoever holds the run may be late with them.</summary>
    Task NoteRequests(RunRef run, int requests, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the run; null when it is no longer the caller's. Clears the list of seen ids, unless a deletion is withheld, and lets the run begin that waits behind it.
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

/// <summary>The right to write for a run: void as soon as somebody takes the run with a higher epoch.</summary>
public sealed record RunRef(string CompanyId, Guid RunId, int Epoch);

/// <summary>What a holder learns from its heartbeat.</summary>
public enum RunPulse
{
    /// <summary>Go on.</summary>
    Alive,

    /// <summary>Somebody asked for an end.</summary>
    CancelRequested,

    /// <summary>The run has ended, or somebody else has taken it: stop without writing.</summary>
    Lost,
}

/// <summary>The run that does what was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Joined">It was there before.</param>
/// <param name="Waits">It begins when the run under way has ended.</param>
public sealed record RunStart(SyncRun Run, bool Joined, bool Waits = false);

/// <summary>How a run ended.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Error">One sentence; null when nothing is wrong.</param>
/// <param name="Complete">
/// Everything that was asked for was read, bad records apart: unless the run had a limit, it moves the watermark (see <see cref="KindHistory.Watermark"/>).
/// </param>
public sealed record RunEnd(RunStatus Status, string? Error, bool Complete)
{
    /// <summary>
    /// Jobvite said that nothing had changed in a way that does not prove it, such as a 404: the next incremental run asks from the same time
    /// as this one.
    /// </summary>
    public bool Unproven { get; init; }

    /// <summary>
    /// Everything stored was compared with the whole list: what was missing is marked as deleted, or <see cref="Withheld"/> says how much
    /// is not. A deletion that was withheld before is settled by this.
    /// </summary>
    public bool Compared { get; init; }

    /// <summary>So much was missing that it was not believed; remembered until a later run has compared everything again.</summary>
    public UnseenCount? Withheld { get; init; }
}

/// <summary>A run to be started.</summary>
public sealed record NewRun
{
    public required Guid RunId { get; init; }

    public required string CompanyId { get; init; }

    public required SyncKind Kind { get; init; }

    public required SyncMode Mode { get; init; }

    public required RunTrigger Trigger { get; init; }

    /// <summary>Read at most this many records; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Of an incremental run: read what changed since then.</summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>What was last read before this time came from another source, and no run has compared it yet. Null: there is no such thing.</summary>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>How many missing records a person confirms with it, because their deletion was withheld. Null: the run confirms nothing.</summary>
    public int? Confirms { get; init; }

    /// <summary>Whether a run that is there already does everything that this one is to do.</summary>
    internal bool IsServedBy(StoredRun other) =>
        !other.CancelRequested
        && (other.Run.Mode == SyncMode.Full || Mode == SyncMode.Incremental)
        && (other.Limit is null || Limit <= other.Limit)
        && (Confirms is null || other.Confirms >= Confirms);

    /// <summary>A run that does what this one and a waiting one are to do.</summary>
    internal NewRun Joining(StoredRun waiting)
    {
        var mode = Mode == SyncMode.Full ? Mode : waiting.Run.Mode;
        return this with
        {
            RunId = waiting.Run.RunId,
            Mode = mode,
            Trigger = Trigger == RunTrigger.Person ? Trigger : waiting.Run.Trigger,
            Limit = Limit is { } own && waiting.Limit is { } others ? Math.Max(own, others) : null,
            Confirms = Confirms is null || waiting.Confirms > Confirms ? waiting.Confirms : Confirms,
            ChangedSince = mode == SyncMode.Full ? null : ChangedSince < waiting.ChangedSince ? ChangedSince : waiting.ChangedSince,
        };
    }
}

/// <summary>A run under way.</summary>
public sealed record ActiveRun(string CompanyId, Guid RunId, SyncKind Kind);

/// <summary>What has run of one kind. A run that waits behind another is not part of it.</summary>
public sealed record KindHistory
{
    public required SyncKind Kind { get; init; }

    /// <summary>Queued or running.</summary>
    public SyncRun? Active { get; init; }

    /// <summary>The one that ended last.</summary>
    public SyncRun? LastEnded { get; init; }

    /// <summary>When the last run began that a tick of the schedule may count as its own: any of the schedule's, and any other without a limit.</summary>
    public DateTimeOffset? LastRegularStartedAt { get; init; }

    /// <summary>When the last run began that was finished as complete and had no limit, full or incremental.</summary>
    public DateTimeOffset? LastCompleteStartedAt { get; init; }

    /// <summary>
    /// Since when the next incremental run must ask for changes: since the beginning of the last complete run, or, where that run's end is
    /// unproven (<see cref="RunEnd.Unproven"/>), since the time from which that run asked. Null: a full run is due.
    /// </summary>
    public DateTimeOffset? Watermark { get; init; }

    /// <summary>When the last complete full run began.</summary>
    public DateTimeOffset? LastFullStartedAt { get; init; }

    /// <summary>When the last run began that compared everything stored with the whole list (<see cref="RunEnd.Compared"/>).</summary>
    public DateTimeOffset? LastComparedStartedAt { get; init; }

    /// <summary>A deletion that waits for a person; null when there is none.</summary>
    public WithheldDeletion? Withheld { get; init; }

    /// <summary>
    /// The history without beginnings that have not come yet: a clock that was wrong wrote them, and nothing would be due, and nothing read in
    /// full, until then.
    /// </summary>
    public KindHistory Trusting(DateTimeOffset now)
    {
        var future = now + Freshness.Tolerance;
        return this with
        {
            LastRegularStartedAt = LastRegularStartedAt > future ? null : LastRegularStartedAt,
            LastCompleteStartedAt = LastCompleteStartedAt > future ? null : LastCompleteStartedAt,
            Watermark = Watermark > future ? null : Watermark,
            LastFullStartedAt = LastFullStartedAt > future ? null : LastFullStartedAt,
            LastComparedStartedAt = LastComparedStartedAt > future ? null : LastComparedStartedAt,
        };
    }

    /// <summary>The history without the complete runs that began before <paramref name="time"/>; null leaves it as it is.</summary>
    public KindHistory Since(DateTimeOffset? time) => time is not { } since ? this : this with
    {
        LastCompleteStartedAt = LastCompleteStartedAt >= since ? LastCompleteStartedAt : null,
        Watermark = Watermark >= since ? Watermark : null,
        LastFullStartedAt = LastFullStartedAt >= since ? LastFullStartedAt : null,
    };
}

/// <summary>So many records were missing at Jobvite that none was marked as deleted.</summary>
/// <param name="RunId">The run that found them missing; it names the deletion.</param>
/// <param name="At">When that run ended.</param>
/// <param name="Missing">How many were missing.</param>
/// <param name="Live">Of how many.</param>
/// <param name="CanBeApproved">What the run has seen is on record; a former version kept nothing.</param>
public sealed record WithheldDeletion(Guid RunId, DateTimeOffset At, int Missing, int Live, bool CanBeApproved = false);
