using System.Collections.Immutable;
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

    public List<StoredOnboardingFilter> OnboardingFilters { get; init; } = [];

    public bool StoreEeoData { get; init; }

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
        OnboardingFilters = settings.OnboardingFilters.Select(f => new StoredOnboardingFilter(f.Field, f.Operator, [.. f.Values])).ToList(),
        StoreEeoData = settings.StoreEeoData,
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
        OnboardingFilters = OnboardingFilters.Select(f => new OnboardingFilter(f.Field, f.Operator, [.. f.Values])).ToImmutableArray(),
        StoreEeoData = StoreEeoData,
    };
}
