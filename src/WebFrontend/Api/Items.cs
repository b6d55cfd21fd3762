using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;
using Riok.Mapperly.Abstractions;

namespace Jobvite.WebFrontend;

/// <summary>
/// Makes the answers of the REST contract from the cluster's views, member by member of the same name. A member of an answer that no view fills does not compile.
/// </summary>
[UseStaticMapper(typeof(RecordItems))]
[Mapper(
    RequiredMappingStrategy = RequiredMappingStrategy.Target,
    EnumNamingStrategy = EnumNamingStrategy.CamelCase,
    EnabledConversions = MappingConversionType.All & ~MappingConversionType.ToStringMethod)]
internal static partial class Items
{
    public static partial ErasedItem Of(ErasedCounts counts);

    public static partial SuppressionItem Of(SuppressionView suppression);

    public static partial RunItem Of(SyncRun run);

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
}
