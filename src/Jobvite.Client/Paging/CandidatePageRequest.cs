namespace Jobvite.Client;

/// <summary>Which candidates to list.</summary>
public sealed record CandidatePageRequest
{
    /// <inheritdoc cref="JobPageRequest.Start"/>
    public int Start { get; init; }

    /// <inheritdoc cref="JobPageRequest.PageSize"/>
    public int PageSize { get; init; } = 500;

    /// <inheritdoc cref="JobPageRequest.LargestPage"/>
    public int? LargestPage { get; init; }

    /// <inheritdoc cref="JobPageRequest.TotalBefore"/>
    public int? TotalBefore { get; init; }

    /// <inheritdoc cref="JobPageRequest.Remaining"/>
    public Func<int?>? Remaining { get; init; }

    /// <inheritdoc cref="JobPageRequest.MaxPages"/>
    public int MaxPages { get; init; } = 2000;

    /// <summary>Only what changed on or after this day. Jobvite's time zone is unknown: overlap by at least a day.</summary>
    public DateOnly? UpdatedSince { get; init; }

    /// <summary>Only what changed up to this day. Whether the day itself is included is unknown.</summary>
    public DateOnly? UpdatedUntil { get; init; }

    /// <summary>Only applications in this workflow state.</summary>
    public string? WorkflowState { get; init; }

    /// <inheritdoc cref="JobPageRequest.Filters"/>
    public IReadOnlyCollection<KeyValuePair<string, string>> Filters { get; init; } = [];

    /// <summary>Asked for each page; null reads every entry, and gives none a <see cref="JobviteCandidate.Digest"/>.</summary>
    public RecognizeEntries? Recognize { get; init; }

    internal PageReading Reading => new(Start, PageSize, MaxPages) { LargestPage = LargestPage ?? PageSize, TotalBefore = TotalBefore, Remaining = Remaining, Grows = UpdatedSince is not null };
}
