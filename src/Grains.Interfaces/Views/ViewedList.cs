using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A list that people keep views of. The numbers are stored.</summary>
[GenerateSerializer, Alias("jv.ViewedList")]
public enum ViewedList
{
    Jobs = 1,
    Candidates = 2,
    Onboarding = 3,
}

/// <summary>What the address of a list can say, and what of it a saved view keeps: nothing that names a person.</summary>
public static class ViewParameters
{
    public const string Sort = "sort";
    public const string PageSize = "pageSize";
    public const string Columns = "columns";

    private static readonly ImmutableArray<string> Display = [Sort, PageSize, Columns];

    /// <summary>Filters that a view keeps.</summary>
    public static ImmutableArray<string> Filters(ViewedList list) => list switch
    {
        ViewedList.Jobs => ["status", "department", "location", "updatedFrom", "updatedTo", "includeDeleted"],
        ViewedList.Candidates => ["workflowState", "jobId", "appliedFrom", "appliedTo", "includeDeleted"],
        ViewedList.Onboarding => ["status", "startDate", "endDate", "includeDeleted"],
        _ => [],
    };

    /// <summary>Filters by what somebody typed or by an e-mail address: they may name a person, so a view leaves them out.</summary>
    public static ImmutableArray<string> Personal(ViewedList list) => list switch
    {
        ViewedList.Jobs => ["search", "recruiter"],
        ViewedList.Candidates => ["search", "email"],
        ViewedList.Onboarding => ["search"],
        _ => [],
    };

    /// <summary>All that a view keeps: filters, order, rows a page and columns.</summary>
    public static ImmutableArray<string> Kept(ViewedList list) => [.. Filters(list), .. Display];
}
