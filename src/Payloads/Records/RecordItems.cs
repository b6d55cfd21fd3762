using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Riok.Mapperly.Abstractions;

namespace Jobvite.Payloads;

/// <summary>
/// Shows records as the REST contract does, member by member of the same name. A member that no view fills does not compile.
/// </summary>
[Mapper(
    RequiredMappingStrategy = RequiredMappingStrategy.Target,
    EnumNamingStrategy = EnumNamingStrategy.CamelCase,
    EnabledConversions = MappingConversionType.All & ~MappingConversionType.ToStringMethod)]
public static partial class RecordItems
{
    public static partial JobItem Of(JobView job);

    public static partial CandidateItem Of(CandidateView candidate);

    public static partial DocumentItem Of(DocumentView document);

    public static partial ProcessItem Of(ProcessView process);

    public static partial TaskItem Of(TaskView task);

    [MapNestedProperties(nameof(ExportedApplication.Application))]
    public static partial ExportedApplicationItem Of(ExportedApplication application);

    [MapNestedProperties(nameof(ExportedTask.Task))]
    public static partial ExportedTaskItem Of(ExportedTask task);

    public static partial RunProgress Of(SyncProgress progress);

    private static DateTime Utc(DateTimeOffset time) => time.UtcDateTime;

    private static JsonElement? Json(string? text) => RawJson.Of(text);

    private static IReadOnlyDictionary<string, string> Fields(string? text) => RawJson.Fields(text);

    private static bool? Consent(string? text) => bool.TryParse(text, out var consent) ? consent : null;
}
