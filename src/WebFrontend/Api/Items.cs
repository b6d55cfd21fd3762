using System.Text.Json;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;
using Riok.Mapperly.Abstractions;

namespace Jobvite.WebFrontend;

/// <summary>
/// Makes the answers of the REST contract from the cluster's views, member by member of the same name. A member of an answer that no view fills does not compile.
/// </summary>
[Mapper(
    RequiredMappingStrategy = RequiredMappingStrategy.Target,
    EnumNamingStrategy = EnumNamingStrategy.CamelCase,
    EnabledConversions = MappingConversionType.All & ~MappingConversionType.ToStringMethod)]
internal static partial class Items
{
    public static partial JobItem Of(JobView job);

    public static partial CandidateItem Of(CandidateView candidate);

    public static partial ErasedItem Of(ErasedCounts counts);

    public static partial SuppressionItem Of(SuppressionView suppression);

    public static partial DocumentItem Of(DocumentView document);

    public static partial ProcessItem Of(ProcessView process);

    public static partial TaskItem Of(TaskView task);

    public static partial RunItem Of(SyncRun run);

    public static partial RunProgress Of(SyncProgress progress);

    [MapProperty(nameof(RecordCounts.OnboardingProcesses), nameof(CountsItem.Onboarding))]
    public static partial CountsItem Of(RecordCounts counts);

    public static partial ScheduleItem Of(KindSchedule schedule);

    public static partial BudgetItem Of(BudgetUsage usage);

    public static partial HealthItem Of(HealthReport report);

    public static partial EndpointCheckItem Of(EndpointCheck check);

    [MapperIgnoreTarget(nameof(ConfigurationItem.Connected))]
    [MapProperty(nameof(CompanyConfiguration.MaskedApiKey), nameof(ConfigurationItem.ApiKey))]
    public static partial ConfigurationItem Of(CompanyConfiguration configuration, WebhookUrls webhookUrls);

    [MapPropertyFromSource(nameof(SyncConfigItem.JobFilters), Use = nameof(JobFilters))]
    [MapPropertyFromSource(nameof(SyncConfigItem.CandidateFilters), Use = nameof(CandidateFilters))]
    [MapPropertyFromSource(nameof(SyncConfigItem.OnboardingFilters), Use = nameof(OnboardingFilters))]
    [MapPropertyFromSource(nameof(SyncConfigItem.ExcludedFields), Use = nameof(ExcludedFields))]
    public static partial SyncConfigItem Of(SyncSettings settings);

    private static IReadOnlyList<string> ExcludedFields(SyncSettings settings) => settings.StoreEeoData ? [.. settings.ExcludedFields] : [.. settings.ExcludedFields, SyncSettings.EeoField];

    private static string Environment(JobviteEnvironment environment) => EnvironmentName.Of(environment);

    private static JsonObject JobFilters(SyncSettings settings) => SyncFilters.Show(settings.JobFilters, settings.RepeatedJobFilters);

    private static JsonObject CandidateFilters(SyncSettings settings) => SyncFilters.Show(settings.CandidateFilters, settings.RepeatedCandidateFilters);

    private static JsonObject OnboardingFilters(SyncSettings settings) => SyncFilters.Show(settings.OnboardingFilters);

    private static DateTime Utc(DateTimeOffset time) => time.UtcDateTime;

    private static JsonElement? Json(string? text) => RawJson.Of(text);

    private static IReadOnlyDictionary<string, string> Fields(string? text) => RawJson.Fields(text);

    private static bool? Consent(string? text) => bool.TryParse(text, out var consent) ? consent : null;
}
