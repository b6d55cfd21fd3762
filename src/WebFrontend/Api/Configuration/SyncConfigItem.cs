using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>The sync settings in force.</summary>
public sealed record SyncConfigItem
{
    /// <summary>Jobs are synced.</summary>
    public required bool SyncJobs { get; init; }

    /// <summary>Candidates are synced.</summary>
    public required bool SyncCandidates { get; init; }

    /// <summary>Onboarding processes are synced.</summary>
    public required bool SyncOnboarding { get; init; }

    /// <summary>Onboarding tasks too.</summary>
    public required bool SyncTasks { get; init; }

    /// <summary>Documents of candidates too.</summary>
    public required bool SyncDocuments { get; init; }

    /// <summary>Minutes between incremental runs.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>Hours between full runs.</summary>
    public required int FullSyncHours { get; init; }

    /// <summary>Records a candidate run; null for no limit.</summary>
    public required int? CandidateSyncLimit { get; init; }

    /// <summary>Query parameters for Jobvite's job list: name → value, or name → [values].</summary>
    public required JsonObject JobFilters { get; init; }

    /// <summary>Query parameters for Jobvite's candidate list: name → value, or name → [values].</summary>
    public required JsonObject CandidateFilters { get; init; }

    /// <summary>Field → value, or field → { operator: value or [values] }.</summary>
    public required JsonObject OnboardingFilters { get; init; }

    /// <summary>Gender, race and veteran status are stored.</summary>
    public required bool StoreEeoData { get; init; }

    internal static SyncConfigItem Of(SyncSettings settings) => new()
    {
        SyncJobs = settings.SyncJobs,
        SyncCandidates = settings.SyncCandidates,
        SyncOnboarding = settings.SyncOnboarding,
        SyncTasks = settings.SyncTasks,
        SyncDocuments = settings.SyncDocuments,
        IntervalMinutes = settings.IntervalMinutes,
        FullSyncHours = settings.FullSyncHours,
        CandidateSyncLimit = settings.CandidateSyncLimit,
        JobFilters = QueryFilterShape.Show(settings.JobFilters, settings.RepeatedJobFilters),
        CandidateFilters = QueryFilterShape.Show(settings.CandidateFilters, settings.RepeatedCandidateFilters),
        OnboardingFilters = OnboardingFilterShape.Show(settings.OnboardingFilters),
        StoreEeoData = settings.StoreEeoData,
    };
}
