using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Conditions on onboarding between JSON — <c>{ "status": "ACTIVE", "hireDate": { "gte": "…", "lt": "…" } }</c> — and a list.</summary>
internal static class OnboardingFilterShape
{
    private const string Equal = "eq";
    private static readonly string[] Operators = [Equal, "in", "nin", "lt", "lte", "gt", "gte"];

    public static ImmutableArray<OnboardingFilter> Read(Dictionary<string, JsonElement> filters, string path, InputErrors errors)
    {
        var conditions = ImmutableArray.CreateBuilder<OnboardingFilter>();
        foreach (var (field, condition) in filters)
        {
            IEnumerable<(string Operator, JsonElement Value)> parts = condition.ValueKind == JsonValueKind.Object
                ? condition.EnumerateObject().Select(p => (p.Name, p.Value))
                : [(Equal, condition)];
            foreach (var (op, value) in parts)
            {
                if (!Operators.Contains(op, StringComparer.Ordinal))
                {
                    errors.Add($"{path}.{field}", $"must use one of the operators {string.Join(", ", Operators)}.");
                }
                else if (FilterValue.ReadAll(value) is not { Length: > 0 } values || (values.Length > 1 && op is not ("in" or "nin")))
                {
                    errors.Add($"{path}.{field}", "must be a string, number or boolean; in and nin also take a list of them.");
                }
                else
                {
                    conditions.Add(new(field, op, values));
                }
            }
        }

        return conditions.ToImmutable();
    }

    public static JsonObject Show(ImmutableArray<OnboardingFilter> conditions)
    {
        var shown = new JsonObject();
        foreach (var ofField in conditions.GroupBy(c => c.Field, StringComparer.Ordinal))
        {
            if (ofField.ToArray() is [{ Operator: Equal, Values: [var only] }])
            {
                shown[ofField.Key] = only;
                continue;
            }

            var operators = new JsonObject();
            foreach (var condition in ofField)
            {
                operators[condition.Operator] = condition.Values is [var single] && condition.Operator is not ("in" or "nin")
                    ? single
                    : new JsonArray([.. condition.Values.Select(v => JsonValue.Create(v))]);
            }

            shown[ofField.Key] = operators;
        }

        return shown;
    }
}
