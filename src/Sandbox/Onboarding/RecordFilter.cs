using System.Globalization;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>The conditions of <c>{"filter":{"process":{"status":{"in":["active"]}}}}</c>; all of them must hold.</summary>
internal sealed class RecordFilter
{
    private readonly List<Condition> _conditions = [];

    /// <summary>The values that <paramref name="field"/> must be one of; null when the filter does not say.</summary>
    public IReadOnlyList<string>? Wanted(string field) =>
        _conditions.Find(condition => condition.Field == field && condition.Operator is "in" or "eq")?.Values;

    /// <param name="filter">The object under <c>filter.process</c> or <c>filter.task</c>.</param>
    /// <param name="fields">The fields that may be asked for.</param>
    /// <param name="problem">What is wrong, when the result is null.</param>
    public static RecordFilter? Parse(JsonElement filter, IReadOnlyCollection<string> fields, out string? problem)
    {
        var result = new RecordFilter();
        problem = filter.ValueKind == JsonValueKind.Object ? null : "The filter must be an object.";
        if (problem is null)
        {
            foreach (var field in filter.EnumerateObject())
            {
                problem ??= fields.Contains(field.Name) ? result.Add(field) : $"Unknown filter field {field.Name}.";
            }
        }

        return problem is null ? result : null;
    }

    public bool Takes(Func<string, string?> value) => _conditions.TrueForAll(condition => condition.Holds(value(condition.Field)));

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private string? Add(JsonProperty field)
    {
        if (field.Value.ValueKind != JsonValueKind.Object)
        {
            return Add(field.Name, "eq", field.Value);
        }

        string? problem = null;
        foreach (var condition in field.Value.EnumerateObject())
        {
            problem ??= condition.Name is "eq" or "in" or "nin" or "lt" or "lte" or "gt" or "gte"
                ? Add(field.Name, condition.Name, condition.Value)
                : $"Unknown filter operator {condition.Name}.";
        }

        return problem;
    }

    private string? Add(string field, string @operator, JsonElement operand)
    {
        var takesMany = @operator is "in" or "nin";
        if (takesMany != (operand.ValueKind == JsonValueKind.Array))
        {
            return takesMany ? $"The operator {@operator} needs an array." : $"The operator {@operator} needs one value.";
        }

        List<string?> values = takesMany ? [.. operand.EnumerateArray().Select(Text)] : [Text(operand)];
        if (values.Contains(null))
        {
            return $"The filter on {field} has a value that is neither text nor number.";
        }

        _conditions.Add(new Condition(field, @operator, [.. values.OfType<string>()]));
        return null;
    }

    private sealed record Condition(string Field, string Operator, IReadOnlyList<string> Values)
    {
        public bool Holds(string? value) => Operator switch
        {
            "eq" or "in" => value is not null && Values.Any(wanted => Compare(value, wanted) == 0),
            "nin" => value is null || Values.All(unwanted => Compare(value, unwanted) != 0),
            _ when value is null => false,
            "lt" => Compare(value, Values[0]) < 0,
            "lte" => Compare(value, Values[0]) <= 0,
            "gt" => Compare(value, Values[0]) > 0,
            _ => Compare(value, Values[0]) >= 0,
        };

        /// <summary>As instants when both are dates, otherwise as text without regard to case.</summary>
        private static int Compare(string one, string other) => Instant(one) is { } first && Instant(other) is { } second
            ? first.CompareTo(second)
            : string.Compare(one, other, StringComparison.OrdinalIgnoreCase);

        private static DateTimeOffset? Instant(string text)
        {
            if (text.Length is >= 12 and <= 14 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            }

            return text.Length >= 10 && text[4] == '-'
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
        }
    }
}
