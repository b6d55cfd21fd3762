using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;
using Riok.Mapperly.Abstractions;

namespace Jobvite.WebFrontend;

/// <summary>What a tenant says about its Jobvite company. On an update an absent or null secret keeps the stored one, "" clears an optional one.</summary>
internal sealed record ConfigureRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>Jobvite's id of the company: 1–64 letters, digits, '-' or '_'.</summary>
    public string? CompanyId { get; init; }

    /// <summary>Stage, Staging, Production or prod, in any case. Required the first time.</summary>
    public string? Environment { get; init; }

    /// <summary>Required the first time.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Required the first time.</summary>
    public string? ApiSecret { get; init; }

    /// <summary>hmac (default) or headers.</summary>
    public string? AuthScheme { get; init; }

    /// <summary>Without it webhooks are refused.</summary>
    public string? WebhookSigningKey { get; init; }

    /// <summary>Onboarding's service account.</summary>
    public string? ServiceAccountUsername { get; init; }

    /// <summary>Onboarding's service account.</summary>
    public string? ServiceAccountPassword { get; init; }

    /// <summary>PEM or Base64 DER, at least 2048 bits.</summary>
    public string? JobvitePublicRsaKey { get; init; }

    /// <summary>PEM or Base64 DER; made here when onboarding is switched on without it.</summary>
    public string? OurPublicRsaKey { get; init; }

    /// <summary>PEM or Base64 DER; made here when onboarding is switched on without it.</summary>
    public string? OurPrivateRsaKey { get; init; }

    /// <summary>Whether this tenant's onboarding answers on plural paths.</summary>
    public bool? PluralOnboardingPaths { get; init; }

    /// <summary>What to sync, and how often.</summary>
    public SyncConfigRequest? SyncConfig { get; init; }

    /// <summary>Shows the company and the environment, and no secret.</summary>
    public override string ToString() => $"ConfigureRequest {{ CompanyId = {CompanyId}, Environment = {Environment} }}";

    public ConfigureCompany Read()
    {
        var errors = new InputErrors();
        var command = Read(errors);
        errors.ThrowIfAny();
        return command;
    }

    /// <summary>What can be read; <paramref name="errors"/> takes the rest.</summary>
    public ConfigureCompany Read(InputErrors errors)
    {
        if (CompanyId is not null && !CompanyKey.TryCreate(CompanyId, out _))
        {
            errors.Add("companyId", $"must be 1 to {CompanyKey.MaxLength} letters, digits, '-' or '_'.");
        }

        return ConfigureCommand.Of(
            this,
            EnvironmentName.Read(Environment, errors),
            EnumInput.Read<JobviteAuthScheme>(AuthScheme, "authScheme", errors),
            SyncConfig?.Read(errors));
    }
}

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

    /// <summary>Days until a record that is gone at Jobvite keeps ids and times only, 1 to what the operator allows; null: as many as the operator says.</summary>
    public int? DeletedRecordsDays
    {
        get;
        init
        {
            field = value;
            DeletedRecordsDaysGiven = true;
        }
    }

    [JsonIgnore]
    internal bool DeletedRecordsDaysGiven { get; private init; }

    /// <summary>
    /// Fields that are never stored, such as candidate.contact, candidate.mobile, application.resume, candidate.customField:code; what is named
    /// anew is taken out of everything stored within minutes.
    /// </summary>
    public IReadOnlyList<string>? ExcludedFields { get; init; }

    public SyncSettingsPatch Read(InputErrors errors)
    {
        var jobs = SyncFilters.Read(JobFilters, "syncConfig.jobFilters", errors);
        var candidates = SyncFilters.Read(CandidateFilters, "syncConfig.candidateFilters", errors);
        var onboarding = SyncFilters.ReadConditions(OnboardingFilters, "syncConfig.onboardingFilters", errors);
        return ConfigureCommand.Of(
            this, jobs?.First, jobs?.Repeated, candidates?.First, candidates?.Repeated, onboarding, ExcludedFields is { } excluded ? [.. excluded.OfType<string>()] : null);
    }
}

/// <summary>Makes the command of a request, member by member of the same name. A member of the command that nothing fills does not compile.</summary>
[Mapper(RequiredMappingStrategy = RequiredMappingStrategy.Target)]
internal static partial class ConfigureCommand
{
    [MapperIgnoreTarget(nameof(ConfigureCompany.ExpectedVersion))]
    [MapperIgnoreTarget(nameof(ConfigureCompany.CheckOnly))]
    public static partial ConfigureCompany Of(
        ConfigureRequest request, JobviteEnvironment? environment, JobviteAuthScheme? authScheme, SyncSettingsPatch? syncConfig);

    public static partial SyncSettingsPatch Of(
        SyncConfigRequest request,
        ImmutableDictionary<string, string>? jobFilters,
        ImmutableDictionary<string, ImmutableArray<string>>? repeatedJobFilters,
        ImmutableDictionary<string, string>? candidateFilters,
        ImmutableDictionary<string, ImmutableArray<string>>? repeatedCandidateFilters,
        ImmutableArray<OnboardingFilter>? onboardingFilters,
        ImmutableArray<string>? excludedFields);
}

/// <summary>The settings were saved.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="ConfigId">The company's id.</param>
/// <param name="Warning">What is not in order although the settings were saved, or null.</param>
/// <param name="OurPublicRsaKey">PEM; for Jobvite's support, or null.</param>
public sealed record ConfigureAnswer(bool Success, string Message, string? ConfigId, string? Warning, string? OurPublicRsaKey);
