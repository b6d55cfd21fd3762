using System.Text.RegularExpressions;

namespace Jobvite.Architecture.Tests;

/// <summary>
/// A page of <c>/metrics</c> as Prometheus reads it. Other test projects may compile this file, to hold a program's page against
/// <c>deploy/prometheus/series.txt</c>.
/// </summary>
internal sealed partial class MetricsPage(string text)
{
    private readonly List<(string Name, Dictionary<string, string> Labels)> _samples = [.. Sample().Matches(text).Select(sample => (
        sample.Groups["name"].Value,
        Pair().Matches(sample.Groups["labels"].Value).ToDictionary(pair => pair.Groups["label"].Value, pair => Regex.Unescape(pair.Groups["value"].Value), StringComparer.Ordinal)))];

    /// <summary>The lines of the list of these processes (<c>silo</c>, <c>front</c>, <c>any</c>) that nothing on the page fits.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> lines, params string[] whose) => lines
        .Select(line => line.Split(' ', 2))
        .Where(parts => parts.Length == 2 && whose.Contains(parts[0], StringComparer.Ordinal) && !Shows(parts[1]))
        .Select(parts => parts[1]);

    /// <summary>Whether a sample fits a selector of PromQL, or a name with labels without values. A histogram may go by its name alone.</summary>
    public bool Shows(string series)
    {
        var parts = Series().Match(series);
        var (name, matchers) = (parts.Groups["name"].Value, Matcher().Matches(parts.Groups["labels"].Value));
        return _samples.Exists(sample => (sample.Name == name || sample.Name == name + "_count") && matchers.All(matcher => Fits(matcher, sample.Labels)));
    }

    private static bool Fits(Match matcher, Dictionary<string, string> labels)
    {
        // A label that is not there has an empty value, as in Prometheus.
        var value = labels.GetValueOrDefault(matcher.Groups["label"].Value, "");
        var wanted = Regex.Unescape(matcher.Groups["value"].Value);
        return matcher.Groups["is"].Value switch
        {
            "" => value.Length > 0,
            "=" => value == wanted,
            "!=" => value != wanted,
            "=~" => Regex.IsMatch(value, $"^(?:{wanted})$"),
            _ => !Regex.IsMatch(value, $"^(?:{wanted})$"),
        };
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_]\w*)(\{(?<labels>.*)\})? \S+", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(?<label>\w+)=""(?<value>(\\.|[^""\\])*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<labels>.*)\})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Series();

    [GeneratedRegex(@"(?<label>\w+)((?<is>=~|!~|!=|=)""(?<value>(\\.|[^""\\])*)"")?", RegexOptions.ExplicitCapture)]
    private static partial Regex Matcher();
}
