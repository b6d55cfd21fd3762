using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Jobvite.Client;

/// <summary>Which query parameters a customer may add to a list request.</summary>
public static partial class JobviteFilters
{
    private const int LongestValue = 512;

    // Credentials in the address are refused by Jobvite since April 2024 and would end in logs; paging and dates are ours to set.
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        [
            "start", "count", "api", "sc", "key", "secret", "apikey", "api_key", "api-key", "apisecret", "api_secret", "api-secret",
            "x-jvi-api", "x-jvi-sc", "x-jvi-sign", "x-jvi-epoch", "token", "password", "username", "companyid",
            "datestart", "dateend", "dateformat",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>One sentence about the first filter that must not be sent; null when all may be.</summary>
    public static string? FindProblem(IEnumerable<KeyValuePair<string, string>> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        foreach (var (name, value) in filters)
        {
            if (name is null || !Name().IsMatch(name))
            {
                return "A filter's name must start with a letter, contain only letters, digits, '_', '-' and '.', and have at most 64 characters.";
            }

            if (Reserved.Contains(name))
            {
                return $"The filter '{name}' is reserved. Remove it.";
            }

            if (value is null || value.Length > LongestValue || value.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            {
                return $"The value of the filter '{name}' must have at most {LongestValue} characters and no control characters.";
            }
        }

        return null;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.\-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
