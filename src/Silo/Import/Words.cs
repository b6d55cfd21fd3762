using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;

namespace Jobvite.Silo.Import;

/// <summary>What the import says. No value of the file is repeated but ids and names.</summary>
internal static class Words
{
    /// <summary>A name that may be repeated: whatever else stands where names belong may be a secret that slipped.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>Names in a row, those that may not be repeated by their number.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        var shown = names.Where(IsName).ToList();
        var hidden = names.Count - shown.Count;
        return string.Join(", ", hidden == 0 ? shown : [.. shown, $"{hidden} with odd names"]);
    }

    /// <summary>Why a company was refused.</summary>
    public static string Refusal(ConfigureResult answer) => answer.Outcome switch
    {
        ConfigureOutcome.CompanyTaken => "the company belongs to another tenant here",
        ConfigureOutcome.Invalid => string.Join("; ", answer.FieldErrors.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key} {field.Value.TrimEnd('.')}")),
        _ => Plain(answer.Error) ?? answer.Outcome.ToString(),
    };

    /// <summary>Why nothing was written over settings that are there.</summary>
    public static string Different(ImportResult result) => result.Differences is ["connected"]
        ? "the tenant disconnected the company here; --replace connects it again"
        : $"it is connected with other settings ({string.Join(", ", result.Differences)}), which were left as they are; --replace takes those of the file";

    /// <summary>What Jobvite says to the credentials. Its own words may quote what was sent.</summary>
    public static string Test(ConnectionTestResult test, ConfigureCompany sent, int requests)
    {
        var error = Plain(test.Error);
        foreach (var secret in new[] { sent.ApiKey, sent.ApiSecret, sent.ServiceAccountPassword })
        {
            error = secret?.Trim() is { Length: > 0 } value ? error?.Replace(value, "(hidden)", StringComparison.Ordinal) : error;
        }

        return (test.Success ? "Jobvite accepts the credentials"
            : test.BudgetFreeAfter is not null || test.NetworkError ? $"the credentials could not be tested: {error}"
            : $"Jobvite does not accept the credentials: {error}") + $" ({Requests(requests)})";
    }

    public static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";

    private static string Requests(int count) => count == 1 ? "1 request" : $"{count} requests";

    private static string? Plain(string? sentence) => sentence?.TrimEnd('.');
}
