using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>Sync settings as they are stored: separate from the wire type, so that either can change without the other.</summary>
internal sealed record StoredSyncSettings
{
    public bool SyncJobs { get; init; }

    public bool SyncCandidates { get; init; }

    public bool SyncOnboarding { get; init; }

    public bool SyncTasks { get; init; }

    public bool SyncDocuments { get; init; }

    public int IntervalMinutes { get; init; }

    public int FullSyncHours { get; init; }

    public int? CandidateSyncLimit { get; init; }

    public Dictionary<string, string> JobFilters { get; init; } = [];

    public Dictionary<string, string> CandidateFilters { get; init; } = [];

    /// <summary>Not written without need, so that an older version reads what does not use it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, List<string>>? RepeatedJobFilters { get; init; }

    /// <inheritdoc cref="RepeatedJobFilters"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, List<string>>? RepeatedCandidateFilters { get; init; }

    public List<StoredOnboardingFilter> OnboardingFilters { get; init; } = [];

    public bool StoreEeoData { get; init; }

    /// <inheritdoc cref="RepeatedJobFilters"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DeletedRecordsDays { get; init; }

    /// <inheritdoc cref="RepeatedJobFilters"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<string>? ExcludedFields { get; init; }

    public static StoredSyncSettings From(SyncSettings settings) => new()
    {
        SyncJobs = settings.SyncJobs,
        SyncCandidates = settings.SyncCandidates,
        SyncOnboarding = settings.SyncOnboarding,
        SyncTasks = settings.SyncTasks,
        SyncDocuments = settings.SyncDocuments,
        IntervalMinutes = settings.IntervalMinutes,
        FullSyncHours = settings.FullSyncHours,
        CandidateSyncLimit = settings.CandidateSyncLimit,
        JobFilters = new Dictionary<string, string>(settings.JobFilters),
        CandidateFilters = new Dictionary<string, string>(settings.CandidateFilters),
        RepeatedJobFilters = Stored(settings.RepeatedJobFilters),
        RepeatedCandidateFilters = Stored(settings.RepeatedCandidateFilters),
        OnboardingFilters = settings.OnboardingFilters.Select(f => new StoredOnboardingFilter(f.Field, f.Operator, [.. f.Values])).ToList(),
        StoreEeoData = settings.StoreEeoData,
        DeletedRecordsDays = settings.DeletedRecordsDays,
        ExcludedFields = settings.ExcludedFields.IsEmpty ? null : [.. settings.ExcludedFields],
    };

    public SyncSettings ToSettings() => new()
    {
        SyncJobs = SyncJobs,
        SyncCandidates = SyncCandidates,
        SyncOnboarding = SyncOnboarding,
        SyncTasks = SyncTasks,
        SyncDocuments = SyncDocuments,
        IntervalMinutes = IntervalMinutes,
        FullSyncHours = FullSyncHours,
        CandidateSyncLimit = CandidateSyncLimit,
        JobFilters = JobFilters.ToImmutableDictionary(),
        CandidateFilters = CandidateFilters.ToImmutableDictionary(),
        RepeatedJobFilters = Read(RepeatedJobFilters),
        RepeatedCandidateFilters = Read(RepeatedCandidateFilters),
        OnboardingFilters = OnboardingFilters.Select(f => new OnboardingFilter(f.Field, f.Operator, [.. f.Values])).ToImmutableArray(),
        StoreEeoData = StoreEeoData,
        DeletedRecordsDays = DeletedRecordsDays,
        ExcludedFields = ExcludedFields is { } excluded ? [.. excluded] : [],
    };

    private static Dictionary<string, List<string>>? Stored(ImmutableDictionary<string, ImmutableArray<string>> repeated) =>
        repeated.IsEmpty ? null : repeated.ToDictionary(f => f.Key, f => f.Value.ToList());

    private static ImmutableDictionary<string, ImmutableArray<string>> Read(Dictionary<string, List<string>>? repeated) =>
        repeated is null ? ImmutableDictionary<string, ImmutableArray<string>>.Empty : repeated.ToImmutableDictionary(f => f.Key, f => f.Value.ToImmutableArray());
}

/// <summary>A stored condition on onboarding processes.</summary>
internal sealed record StoredOnboardingFilter(string Field, string Operator, List<string> Values);

/// <summary>
/// Names of stored grain state. State name and key decide the row, not the grain's class (dotnet/orleans issues 8746 and 9737):
/// one name per grain class, never renamed, never used twice.
/// </summary>
internal static class StateNames
{
    /// <summary>The one grain storage provider.</summary>
    public const string Storage = "jobvite";

    public const string Company = "company";
    public const string Directory = "directory";
    public const string MeterKey = "meter-key";
    public const string SuppressionKey = "suppression-key";
    public const string FrontKeys = "front-keys";
    public const string PersonSessions = "person-sessions";
    public const string SessionIndex = "session-index";
}
