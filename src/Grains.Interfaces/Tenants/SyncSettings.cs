using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What is synced, and how often.</summary>
[GenerateSerializer, Alias("jv.SyncSettings"), Immutable]
public sealed record SyncSettings
{
    [Id(0)] public bool SyncJobs { get; init; } = true;

    [Id(1)] public bool SyncCandidates { get; init; } = true;

    [Id(2)] public bool SyncOnboarding { get; init; }

    /// <summary>Onboarding tasks too; needs <see cref="SyncOnboarding"/>.</summary>
    [Id(3)] public bool SyncTasks { get; init; } = true;

    [Id(4)] public bool SyncDocuments { get; init; } = true;

    /// <summary>5–10080 minutes between incremental runs.</summary>
    [Id(5)] public int IntervalMinutes { get; init; } = 60;

    /// <summary>1–720 hours between full runs, which are what finds deletions.</summary>
    [Id(6)] public int FullSyncHours { get; init; } = 24;

    /// <summary>1 or more records per candidate run; null for no limit. A limited run never deletes.</summary>
    [Id(7)] public int? CandidateSyncLimit { get; init; }

    /// <summary>Extra query parameters for Jobvite's job list, at most 20 values in all; of a name with several values the first.</summary>
    [Id(8)] public ImmutableDictionary<string, string> JobFilters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The same for Jobvite's candidate list.</summary>
    [Id(9)] public ImmutableDictionary<string, string> CandidateFilters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>At most 20 conditions on onboarding processes.</summary>
    [Id(10)] public ImmutableArray<OnboardingFilter> OnboardingFilters { get; init; } = [];

    /// <summary>Whether EEO data (gender, race, veteran status, disability) are stored. Off unless the tenant asks; switched off, what is stored goes within minutes.</summary>
    [Id(11)] public bool StoreEeoData { get; init; }

    /// <summary>All values of the names in <see cref="JobFilters"/> that have several, in their order: Jobvite is asked for any of them.</summary>
    [Id(12)] public ImmutableDictionary<string, ImmutableArray<string>> RepeatedJobFilters { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The same for <see cref="CandidateFilters"/>.</summary>
    [Id(13)] public ImmutableDictionary<string, ImmutableArray<string>> RepeatedCandidateFilters { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Records that are gone at Jobvite keep ids and times only after so many days; null: after as many as the operator says.</summary>
    [Id(14)] public int? DeletedRecordsDays { get; init; }

    /// <summary>Fields that are never stored, in the words of the REST contract, in order. EEO data are told by <see cref="StoreEeoData"/>.</summary>
    [Id(15)] public ImmutableArray<string> ExcludedFields { get; init; } = [];

    /// <summary>What EEO data are called among the fields that are not stored.</summary>
    public const string EeoField = "candidate.eeo";

    /// <summary>Whether a kind is synced.</summary>
    public bool Includes(SyncKind kind) => kind switch
    {
        SyncKind.Jobs => SyncJobs,
        SyncKind.Candidates => SyncCandidates,
        SyncKind.Onboarding => SyncOnboarding,
        _ => false,
    };
}

/// <summary>One condition on onboarding processes, in Jobvite's terms.</summary>
/// <param name="Field">Such as <c>hireDate</c> or <c>status</c>.</param>
/// <param name="Operator">One of <c>eq in nin lt lte gt gte</c>.</param>
/// <param name="Values">One value, or several for <c>in</c> and <c>nin</c>.</param>
[GenerateSerializer, Alias("jv.OnboardingFilter"), Immutable]
public sealed record OnboardingFilter(
    [property: Id(0)] string Field,
    [property: Id(1)] string Operator,
    [property: Id(2)] ImmutableArray<string> Values);
