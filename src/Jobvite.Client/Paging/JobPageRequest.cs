namespace Jobvite.Client;

/// <summary>Which requisitions to list.</summary>
public sealed record JobPageRequest
{
    /// <summary>Where to start: 0, or the <see cref="JobvitePage{T}.NextStart"/> of an earlier page.</summary>
    public int Start { get; init; }

    /// <summary>Records asked for at a time, 1 to 500 (observed limit).</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Most pages read before giving up as incomplete.</summary>
    public int MaxPages { get; init; } = 2000;

    /// <summary>Query parameters passed on to Jobvite; a name may come several times. <see cref="JobviteFilters"/> says which are refused.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Filters { get; init; } = [];
}
