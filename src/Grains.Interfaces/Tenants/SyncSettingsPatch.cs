using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A change to <see cref="SyncSettings"/>: a null property keeps what is stored.</summary>
[GenerateSerializer, Alias("jv.SyncSettingsPatch"), Immutable]
public sealed record SyncSettingsPatch
{
    [Id(0)] public bool? SyncJobs { get; init; }

    [Id(1)] public bool? SyncCandidates { get; init; }

    [Id(2)] public bool? SyncOnboarding { get; init; }

    [Id(3)] public bool? SyncTasks { get; init; }

    [Id(4)] public bool? SyncDocuments { get; init; }

    [Id(5)] public int? IntervalMinutes { get; init; }

    [Id(6)] public int? FullSyncHours { get; init; }

    /// <summary>Takes effect when <see cref="CandidateSyncLimitGiven"/>; null then means "no limit".</summary>
    [Id(7)] public int? CandidateSyncLimit { get; init; }

    /// <summary>The caller named the limit, be it null.</summary>
    [Id(8)] public bool CandidateSyncLimitGiven { get; init; }

    [Id(9)] public ImmutableDictionary<string, string>? JobFilters { get; init; }

    [Id(10)] public ImmutableDictionary<string, string>? CandidateFilters { get; init; }

    [Id(11)] public ImmutableArray<OnboardingFilter>? OnboardingFilters { get; init; }

    [Id(12)] public bool? StoreEeoData { get; init; }

    /// <summary>Counts together with <see cref="JobFilters"/>, and only when they are given; null then means that no name has several values.</summary>
    [Id(13)] public ImmutableDictionary<string, ImmutableArray<string>>? RepeatedJobFilters { get; init; }

    /// <summary>The same for <see cref="CandidateFilters"/>.</summary>
    [Id(14)] public ImmutableDictionary<string, ImmutableArray<string>>? RepeatedCandidateFilters { get; init; }

    /// <summary>Takes effect when <see cref="DeletedRecordsDaysGiven"/>; null then means "as the operator says".</summary>
    [Id(15)] public int? DeletedRecordsDays { get; init; }

    /// <summary>The caller named the number, be it null.</summary>
    [Id(16)] public bool DeletedRecordsDaysGiven { get; init; }

    /// <summary>All that are to be excluded from now on.</summary>
    [Id(17)] public ImmutableArray<string>? ExcludedFields { get; init; }
}
