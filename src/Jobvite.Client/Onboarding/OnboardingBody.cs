using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jobvite.Client;

/// <summary>The JSON inside onboarding requests, before it is sealed.</summary>
internal static partial class OnboardingBody
{
    private const int MostValues = 500;
    private const int LongestValue = 512;

    public static byte[] Processes(ProcessPageRequest request, int start, int count) => Write(writer =>
    {
        WriteFilter(writer, "process", request.Filters);
        writer.WriteNumber("start", start);
        writer.WriteNumber("count", count);
        writer.WriteString("defaultSortType", "ASC");
    });

    public static byte[] Tasks(TaskPageRequest request, IReadOnlyList<OnboardingCondition> filters, int start, int count) => Write(writer =>
    {
        WriteFilter(writer, "task", filters);
        writer.WriteNumber("start", start);
        writer.WriteNumber("count", count);
        writer.WriteBoolean("returnFileInfo", request.ReturnFileInfo);
    });

    public static byte[] Milestones(MilestoneUpdate update)
    {
        Check([new OnboardingCondition("id", FilterOperator.In, update.ProcessIds)]);
        if (update.Milestones.Count is 0 || update.Milestones.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("An update needs milestones, each with a name.", nameof(update));
        }

        return Write(writer =>
        {
            WriteFilter(writer, "process", [new OnboardingCondition("id", FilterOperator.In, update.ProcessIds)]);
            writer.WriteStartObject("milestone");
            WriteList(writer, "milestones", update.Milestones);
            writer.WriteString("operation", update.Operation == MilestoneAction.Set ? "set" : "add");
            writer.WriteString("type", "api_retrieved");
            writer.WriteEndObject();
        });
    }

    public static List<OnboardingCondition> TaskFilters(TaskPageRequest request)
    {
        var filters = new List<OnboardingCondition>();
        if (request.ProcessIds.Count > 0)
        {
            filters.Add(new OnboardingCondition("processInstanceId", FilterOperator.In, request.ProcessIds));
        }

        if (request.Types.Count > 0)
        {
            filters.Add(new OnboardingCondition("type", FilterOperator.In, request.Types));
        }

        filters.AddRange(request.Filters);
        Check(filters);
        return filters;
    }

    public static void Check(IReadOnlyList<OnboardingCondition> filters)
    {
        var seen = new HashSet<(string, FilterOperator)>();
        foreach (var (field, @operator, values) in filters)
        {
            if (!FieldName().IsMatch(field))
            {
                throw new ArgumentException("The field of an onboarding filter must start with a letter and hold only letters, digits, '_' and '.', at most 64.", nameof(filters));
            }

            var isList = @operator is FilterOperator.In or FilterOperator.Nin;
            if (values.Count == 0 || values.Count > (isList ? MostValues : 1))
            {
                throw new ArgumentException($"The onboarding filter on '{field}' needs {(isList ? $"1 to {MostValues} values" : "exactly one value")}.", nameof(filters));
            }

            if (values.Any(static value => string.IsNullOrEmpty(value) || value.Length > LongestValue))
            {
                throw new ArgumentException($"The onboarding filter on '{field}' has an empty value or one of more than {LongestValue} characters.", nameof(filters));
            }

            if (!seen.Add((field, @operator)))
            {
                throw new ArgumentException($"The onboarding filter on '{field}' is given twice with the same operator.", nameof(filters));
            }
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteFilter(Utf8JsonWriter writer, string subject, IReadOnlyList<OnboardingCondition> filters)
    {
        writer.WriteStartObject("filter");
        writer.WriteStartObject(subject);
        foreach (var field in filters.GroupBy(static filter => filter.Field, StringComparer.Ordinal))
        {
            writer.WriteStartObject(field.Key);
            foreach (var filter in field)
            {
                WriteCondition(writer, filter);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter writer, OnboardingCondition filter)
    {
        var name = filter.Operator switch
        {
            FilterOperator.Eq => "eq",
            FilterOperator.In => "in",
            FilterOperator.Nin => "nin",
            FilterOperator.Lt => "lt",
            FilterOperator.Lte => "lte",
            FilterOperator.Gt => "gt",
            FilterOperator.Gte => "gte",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Operator, "No such filter operator."),
        };
        if (filter.Operator is FilterOperator.In or FilterOperator.Nin)
        {
            WriteList(writer, name, filter.Values);
        }
        else
        {
            writer.WriteString(name, filter.Values[0]);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
