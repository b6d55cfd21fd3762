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

/// <summary>A record of a page that could not be understood; the others of its page are good.</summary>
/// <param name="Index">Its place in the page, from 0.</param>
/// <param name="Id">Its id, if it has a readable one.</param>
/// <param name="Reason">What is wrong with it, without its content.</param>
public sealed record MalformedRecord(int Index, string? Id, string Reason);

/// <summary>Whether a list goes on after a page.</summary>
public enum PageOutcome
{
    /// <summary>There may be more; the next page starts at <see cref="JobvitePage{T}.NextStart"/>.</summary>
    More,

    /// <summary>The list ended here and was seen whole, from the start of this enumeration.</summary>
    Last,

    /// <summary>Reading ended here, but the list was perhaps not seen whole. Nothing may be concluded from what is absent.</summary>
    Incomplete,

    /// <summary>
    /// The list ended here as far as Jobvite shows it, but it was perhaps not seen whole: its total says that there is more. Nothing may be
    /// concluded from what is absent, and reading it again will hardly bring more.
    /// </summary>
    Ended,

    /// <summary>
    /// A list with a filter ended at once with an answer that only seems to mean that nothing matches, such as a 404. Not a failure, and no
    /// proof: nothing may be concluded from what is absent.
    /// </summary>
    NothingMatched,
}
