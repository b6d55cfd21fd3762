namespace Jobvite.Client;

/// <summary>Which requisitions to list.</summary>
public sealed record JobPageRequest
{
    /// <summary>Where to start: 0, or the <see cref="JobvitePage{T}.NextStart"/> of an earlier page.</summary>
    public int Start { get; init; }

    /// <summary>Records asked for at first, 1 to 500 (observed limit). Pages that are too large to be read are asked for in half the size.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>The size that pages may grow to; null: <see cref="PageSize"/>.</summary>
    public int? LargestPage { get; init; }

    /// <summary>The largest total that Jobvite gave while what lies before <see cref="Start"/> was read: so much must have been read at the end.</summary>
    public int? TotalBefore { get; init; }

    /// <summary>Asked before each page: how many new records are still wanted. Null: all of them. No page brings more.</summary>
    public Func<int?>? Remaining { get; init; }

    /// <summary>Most pages read before giving up as incomplete.</summary>
    public int MaxPages { get; init; } = 2000;

    /// <summary>Query parameters passed on to Jobvite; a name may come several times. <see cref="JobviteFilters"/> says which are refused.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Filters { get; init; } = [];

    internal PageReading Reading => new(Start, PageSize, MaxPages) { LargestPage = LargestPage ?? PageSize, TotalBefore = TotalBefore, Remaining = Remaining };
}
