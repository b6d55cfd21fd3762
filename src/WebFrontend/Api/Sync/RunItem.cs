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
