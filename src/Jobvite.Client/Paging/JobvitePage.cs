namespace Jobvite.Client;

/// <summary>One page of a list.</summary>
/// <param name="Start">Where the page was asked to start.</param>
/// <param name="NextStart">Where to go on, also after a restart. Sometimes less than <c>Start + records</c>: pages overlap on purpose.</param>
/// <param name="Records">The records that could be read. A record may come again on a later page.</param>
/// <param name="Malformed">The records that could not.</param>
/// <param name="Total">What Jobvite says the list holds. It may be 0, too small, or count records that the key may not see.</param>
/// <param name="Outcome">Whether the list goes on.</param>
public sealed record JobvitePage<T>(
    int Start,
    int NextStart,
    IReadOnlyList<T> Records,
    IReadOnlyList<MalformedRecord> Malformed,
    int? Total,
    PageOutcome Outcome)
{
    /// <summary>The entries that were not read, because <see cref="CandidatePageRequest.Recognize"/> knows them.</summary>
    public IReadOnlyList<KnownEntry> Known { get; init; } = [];

    /// <summary>Why nothing may be concluded from what is absent; set exactly when <see cref="Outcome"/> is <see cref="PageOutcome.Incomplete"/>,
    /// <see cref="PageOutcome.Ended"/> or <see cref="PageOutcome.NothingMatched"/>.</summary>
    public string? IncompleteReason { get; init; }

    /// <summary>The page size to begin the next reading with, because larger pages were too large to be read; null when the largest works.</summary>
    public int? WorkingSize { get; init; }
}
