using System.Text.Json;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A change of the sync settings; what is absent or null stays as it is.</summary>
internal sealed record SyncConfigRequest
{
    /// <summary>Sync jobs.</summary>
    public bool? SyncJobs { get; init; }

    /// <summary>Sync candidates.</summary>
    public bool? SyncCandidates { get; init; }

    /// <summary>Sync onboarding processes.</summary>
    public bool? SyncOnboarding { get; init; }

    /// <summary>Onboarding tasks too.</summary>
    public bool? SyncTasks { get; init; }

    /// <summary>Documents of candidates too.</summary>
    public bool? SyncDocuments { get; init; }

    /// <summary>5–10080 minutes between incremental runs.</summary>
    public int? IntervalMinutes { get; init; }

    /// <summary>1–720 hours between full runs.</summary>
    public int? FullSyncHours { get; init; }

    /// <summary>1 or more records a candidate run; null lifts the limit.</summary>
    public int? CandidateSyncLimit
    {
        get;
        init
        {
            field = value;
            // A null that is written down reaches this accessor, an absent member does not.
            CandidateSyncLimitGiven = true;
        }
    }

    [JsonIgnore]
    internal bool CandidateSyncLimitGiven { get; private init; }

    /// <summary>Query parameters for Jobvite's job list: name → text, number or boolean, or a list of them: any of these.</summary>
    public Dictionary<string, JsonElement>? JobFilters { get; init; }

    /// <summary>Query parameters for Jobvite's candidate list: name → text, number or boolean, or a list of them: any of these.</summary>
    public Dictionary<string, JsonElement>? CandidateFilters { get; init; }

    /// <summary>Field → value, or field → { operator: value or [values] }; operators: eq in nin lt lte gt gte.</summary>
    public Dictionary<string, JsonElement>? OnboardingFilters { get; init; }

    /// <summary>Store EEO data: gender, race, ethnicity, veteran status, disability. Switched off, they are taken out of everything stored within minutes.</summary>
    public bool? StoreEeoData { get; init; }

    public SyncSettingsPatch Read(InputErrors errors)
    {
        var jobs = QueryFilterShape.Read(JobFilters, "syncConfig.jobFilters", errors);
        var candidates = QueryFilterShape.Read(CandidateFilters, "syncConfig.candidateFilters", errors);
        return new()
        {
            SyncJobs = SyncJobs,
            SyncCandidates = SyncCandidates,
            SyncOnboarding = SyncOnboarding,
            SyncTasks = SyncTasks,
            SyncDocuments = SyncDocuments,
            IntervalMinutes = IntervalMinutes,
            FullSyncHours = FullSyncHours,
            CandidateSyncLimit = CandidateSyncLimit,
            CandidateSyncLimitGiven = CandidateSyncLimitGiven,
            JobFilters = jobs?.First,
            RepeatedJobFilters = jobs?.Repeated,
            CandidateFilters = candidates?.First,
            RepeatedCandidateFilters = candidates?.Repeated,
            OnboardingFilters = OnboardingFilters is null ? null : OnboardingFilterShape.Read(OnboardingFilters, "syncConfig.onboardingFilters", errors),
            StoreEeoData = StoreEeoData,
        };
    }
}
