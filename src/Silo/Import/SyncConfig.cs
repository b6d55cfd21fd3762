using System.Collections.Immutable;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Silo.Import;

/// <summary>The column <c>sync_config</c>, whose names the module's versions wrote in camelCase or in snake_case.</summary>
internal sealed class SyncConfig
{
    private static readonly string[] Operators = ["eq", "in", "nin", "lt", "lte", "gt", "gte"];

    private readonly List<string> _problems = [];
    private readonly List<string> _ignored = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private SyncConfig(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            Read(document.RootElement, mayBeText: true);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            _problems.Add("sync_config is no valid JSON");
        }
    }

    public SyncSettingsPatch Patch { get; private set; } = new();

    /// <summary>What cannot be used; empty when everything can.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Names that this service does not know.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    public static SyncConfig Of(string? text) => new(text ?? "{}");

    private void Read(JsonElement root, bool mayBeText)
    {
        if (root.ValueKind == JsonValueKind.String && mayBeText)
        {
            // A dump of a dump, as happens with columns of type JSON.
            using var inner = JsonDocument.Parse(root.GetString()!);
            Read(inner.RootElement, mayBeText: false);
            return;
        }

        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            _problems.Add("sync_config is no JSON object");
            return;
        }

        foreach (var member in root.ValueKind == JsonValueKind.Object ? root.EnumerateObject() : default)
        {
            Read(member.Name, member.Value);
        }
    }

    private void Read(string written, JsonElement value)
    {
        var name = written.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        if (!Apply(name, value))
        {
            _ignored.Add(written);
        }
        else if (!_seen.Add(name))
        {
            _problems.Add($"sync_config names {written} twice");
        }
    }

    /// <summary>False for a name that is not known.</summary>
    private bool Apply(string name, JsonElement value)
    {
        var patch = Patch;
        SyncSettingsPatch? changed = name switch
        {
            "syncjobs" => patch with { SyncJobs = Flag("syncJobs", value) },
            "synccandidates" => patch with { SyncCandidates = Flag("syncCandidates", value) },
            "synconboarding" => patch with { SyncOnboarding = Flag("syncOnboarding", value) },
            "synctasks" => patch with { SyncTasks = Flag("syncTasks", value) },
            "syncdocuments" => patch with { SyncDocuments = Flag("syncDocuments", value) },
            "storeeeodata" => patch with { StoreEeoData = Flag("storeEeoData", value) },
            "intervalminutes" => patch with { IntervalMinutes = Number("intervalMinutes", value) },
            "fullsynchours" => patch with { FullSyncHours = Number("fullSyncHours", value) },
            "candidatesynclimit" => patch with { CandidateSyncLimit = Number("candidateSyncLimit", value), CandidateSyncLimitGiven = true },
            "jobfilters" => Query("jobFilters", value) is { } jobs ? patch with { JobFilters = jobs.First, RepeatedJobFilters = jobs.Repeated } : patch,
            "candidatefilters" => Query("candidateFilters", value) is { } people ? patch with { CandidateFilters = people.First, RepeatedCandidateFilters = people.Repeated } : patch,
            "onboardingfilters" => patch with { OnboardingFilters = Conditions(value) },
            _ => null,
        };
        Patch = changed ?? patch;
        return changed is not null;
    }

    private bool? Flag(string name, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
        {
            _problems.Add($"sync_config.{name} must be true or false");
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
    }

    private int? Number(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        _problems.Add($"sync_config.{name} must be a whole number");
        return null;
    }

    private (ImmutableDictionary<string, string> First, ImmutableDictionary<string, ImmutableArray<string>> Repeated)? Query(string name, JsonElement filters)
    {
        if (!IsObject(name, filters))
        {
            return null;
        }

        var all = filters.EnumerateObject().Select(filter => (filter.Name, Values: Values(filter.Value))).ToList();
        if (all.Any(filter => filter.Values.IsEmpty) || all.DistinctBy(filter => filter.Name, StringComparer.Ordinal).Count() < all.Count)
        {
            _problems.Add($"sync_config.{name} must give each name once, with a text, a number, a boolean or a list of them");
            return null;
        }

        return (
            all.ToImmutableDictionary(filter => filter.Name, filter => filter.Values[0], StringComparer.Ordinal),
            all.Where(filter => filter.Values.Length > 1).ToImmutableDictionary(filter => filter.Name, filter => filter.Values, StringComparer.Ordinal));
    }

    private ImmutableArray<OnboardingFilter>? Conditions(JsonElement filters)
    {
        if (!IsObject("onboardingFilters", filters))
        {
            return null;
        }

        var conditions = filters.EnumerateObject().SelectMany(filter => filter.Value.ValueKind == JsonValueKind.Object
            ? filter.Value.EnumerateObject().Select(part => new OnboardingFilter(filter.Name, part.Name, Values(part.Value)))
            : [new OnboardingFilter(filter.Name, "eq", Values(filter.Value))]).ToImmutableArray();
        if (conditions.Any(condition => condition.Values.IsEmpty || !Operators.Contains(condition.Operator, StringComparer.Ordinal)))
        {
            _problems.Add($"sync_config.onboardingFilters must give each field a value, or values by the operators {string.Join(", ", Operators)}");
            return null;
        }

        return conditions;
    }

    private bool IsObject(string name, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            _problems.Add($"sync_config.{name} must be a JSON object");
        }

        return value.ValueKind == JsonValueKind.Object;
    }

    /// <summary>One value or those of a list; none when there is anything else.</summary>
    private static ImmutableArray<string> Values(JsonElement value)
    {
        var all = (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value]).Select(one => one.ValueKind switch
        {
            JsonValueKind.String => one.GetString(),
            JsonValueKind.Number => one.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        }).ToList();
        return all.Contains(null) ? [] : [.. all.OfType<string>()];
    }
}
