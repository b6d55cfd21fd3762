using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jobvite.Architecture.Tests;

/// <summary>
/// One series that the alerts, the dashboards or the operations pages rely on, as its line in <c>deploy/prometheus/series.txt</c>: whose page
/// shows it, then what PromQL would ask for, such as <c>silo jobvite_companies{health="failing"}</c>. Pages name labels without values.
/// </summary>
internal static partial class DocumentedSeries
{
    /// <summary>The lines of all files, without doubles and in order.</summary>
    public static IReadOnlyList<string> Lines()
    {
        var asked = Expressions().SelectMany(Selectors).ToHashSet(StringComparer.Ordinal);
        var told = Pages().SelectMany(Told).Select(series => (Name: series, Whose: Whose(series, asked)));
        return [.. asked.Concat(told.Select(one => $"{one.Whose} {one.Name}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every PromQL expression of the rules and the dashboards.</summary>
    public static IEnumerable<string> Expressions() => [.. OfRules(), .. OfDashboards()];

    /// <summary>Names that an expression asks for without saying of which job: rules that Prometheus would take from anybody.</summary>
    public static IEnumerable<string> WithoutSelector(string expression) => Word()
        .Matches(Grouping().Replace(Selector().Replace(expression, " "), " "))
        .Select(match => match.Value)
        .Where(word => word.Contains('_', StringComparison.Ordinal) || word is "up");

    private static IEnumerable<string> OfRules()
    {
        var lines = File.ReadAllLines(PathOf("deploy/prometheus/alerts.yml"));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart() is not { } line || !line.StartsWith("expr:", StringComparison.Ordinal))
            {
                continue;
            }

            // A folded expression goes on in deeper lines.
            var indent = lines[i].Length - line.Length;
            var parts = lines.Skip(i + 1).TakeWhile(next => next.Length - next.TrimStart().Length > indent);
            yield return string.Join(' ', parts.Prepend(line["expr:".Length..]));
        }
    }

    private static IEnumerable<string> OfDashboards() => Directory.EnumerateFiles(PathOf("deploy/grafana"), "*.json")
        .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray())
        .SelectMany(panel => panel.TryGetProperty("targets", out var targets) ? targets.EnumerateArray() : default)
        .Select(target => target.GetProperty("expr").GetString()!);

    private static IEnumerable<string> Pages() => new[] { "docs/operations.md", "docs/runbook.md" }.Select(page => File.ReadAllText(PathOf(page)));

    private static IEnumerable<string> Selectors(string expression)
    {
        foreach (Match selector in Selector().Matches(expression))
        {
            var matchers = Matcher().Matches(selector.Groups["labels"].Value).Select(match => match.Value).Order(StringComparer.Ordinal).ToList();
            // The job is what Prometheus adds; it says whose page is meant.
            var job = matchers.Find(matcher => matcher.StartsWith("job=", StringComparison.Ordinal));
            var whose = job switch { "job=\"jobvite-silo\"" => "silo", "job=\"jobvite-front\"" => "front", _ => "nobody" };
            var rest = matchers.Where(matcher => matcher != job).ToList();
            if (selector.Groups["name"].Value is not "up" and { } name)
            {
                yield return $"{whose} {name}{(rest.Count > 0 ? $"{{{string.Join(',', rest)}}}" : "")}";
            }
        }
    }

    private static IEnumerable<string> Told(string page) => Series().Matches(page).Select(match => match.Groups["series"].Value);

    /// <summary>A page says in words whose a series is; the rules say it in a form that can be read.</summary>
    private static string Whose(string told, HashSet<string> asked)
    {
        var name = Word().Match(told).Value;
        return asked.Select(line => line.Split(' ', 2))
            .Where(line => Regex.IsMatch(line[1], $@"^{name}(_bucket|_sum|_count)?(\{{|$)"))
            .Select(line => line[0])
            .FirstOrDefault("any");
    }

    private static string PathOf(string file) => Path.Combine(SourceTree.Root, file);

    [GeneratedRegex(@"(?<![\w:])(?<name>[a-z]\w*)\{(?<labels>(?:[^}""]|""(?:\\.|[^""\\])*"")*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\w+(=~|!~|!=|=)""(\\.|[^""\\])*""", RegexOptions.ExplicitCapture)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Grouping();

    /// <summary>A name that is neither a function nor recorded by a rule of ours.</summary>
    [GeneratedRegex(@"(?<![\w:""])[a-z]\w*(?![\w:(])(?!\s*\()")]
    private static partial Regex Word();

    /// <summary>The three database roles look like series and are none.</summary>
    [GeneratedRegex(@"`(?!jobvite_(migrate|silo|front)`)(?<series>(jobvite|orleans|http|db|dotnet|aspnetcore|kestrel)_\w+(\{[^}`]*\})?)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Series();
}
