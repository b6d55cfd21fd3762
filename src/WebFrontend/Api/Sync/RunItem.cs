namespace Jobvite.WebFrontend;

/// <summary>One execution of a sync.</summary>
public sealed record RunItem
{
    /// <summary>The run's id.</summary>
    public required Guid RunId { get; init; }

    /// <summary>jobs, candidates or onboarding.</summary>
    public required string Kind { get; init; }

    /// <summary>incremental or full.</summary>
    public required string Mode { get; init; }

    /// <summary>queued, running, success, partial, failed or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>schedule or person.</summary>
    public required string Trigger { get; init; }

    /// <summary>When it began.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public required DateTime? FinishedAt { get; init; }

    /// <summary>What it has done so far.</summary>
    public required RunProgress Progress { get; init; }

    /// <summary>One sentence; null when nothing is wrong.</summary>
    public required string? Error { get; init; }

    /// <summary>The first 100 records that failed.</summary>
    public required IReadOnlyList<RunFailure> Failures { get; init; }
}

/// <summary>A record that could not be taken over.</summary>
/// <param name="Id">Its id at Jobvite, when it had one.</param>
/// <param name="Reason">What was wrong.</param>
public sealed record RunFailure(string? Id, string Reason);

/// <summary>What a run has done so far; of candidates a record is one application.</summary>
/// <param name="Fetched">Records read from Jobvite.</param>
/// <param name="Total">What Jobvite said there is; null until it said so.</param>
/// <param name="Created">New here.</param>
/// <param name="Updated">Changed.</param>
/// <param name="Unchanged">As before.</param>
/// <param name="Stale">Not stored, because a later answer about the same record had been stored before this one arrived.</param>
/// <param name="Suppressed">Not stored, because the person was erased.</param>
/// <param name="Deleted">Gone at Jobvite and marked so here.</param>
/// <param name="Failed">Could not be taken over.</param>
/// <param name="Pages">Pages read.</param>
public sealed record RunProgress(int Fetched, int? Total, int Created, int Updated, int Unchanged, int Stale, int Suppressed, int Deleted, int Failed, int Pages);
