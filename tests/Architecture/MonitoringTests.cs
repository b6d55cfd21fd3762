using System.Text.RegularExpressions;

namespace Jobvite.Architecture.Tests;

/// <summary>Rules, dashboards and pages speak of the same series, and each alert says what to do.</summary>
public sealed partial class MonitoringTests
{
    private const string Rules = "deploy/prometheus/alerts.yml";

    private const string SeriesFile = "deploy/prometheus/series.txt";

    [Fact]
    public void Every_alert_has_a_section_in_the_runbook_and_leads_there()
    {
        var alerts = Alerts();
        var sections = Heading().Matches(Text("docs/runbook.md")).Select(match => match.Groups["name"].Value);

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
        Assert.Equal(alerts.Select(alert => $"docs/runbook.md#{alert.ToLowerInvariant()}"), Runbook().Matches(Text(Rules)).Select(match => match.Groups["url"].Value));
    }

    [Fact]
    public void Every_alert_is_seen_to_fire_by_a_test()
    {
        var fired = Fired().Matches(Text("deploy/prometheus/alerts.test.yml")).Select(match => match.Groups["name"].Value);

        Assert.Empty(Alerts().Except(fired));
    }

    /// <summary>What the programs' own tests of /metrics read.</summary>
    [Fact]
    public void Every_series_that_somebody_relies_on_is_listed()
    {
        var listed = File.ReadAllLines(Path.Combine(SourceTree.Root, SeriesFile)).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var used = DocumentedSeries.Lines();

        Assert.True(used.SequenceEqual(listed), $"{SeriesFile} must list:\n{string.Join('\n', used)}");
    }

    [Fact]
    public void Every_expression_says_whose_series_it_asks_for()
    {
        Assert.True(DocumentedSeries.Expressions().Count() > 80);
        Assert.Empty(DocumentedSeries.Expressions().SelectMany(DocumentedSeries.WithoutSelector));
        Assert.DoesNotContain(DocumentedSeries.Lines(), line => line.StartsWith("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public void No_series_is_told_apart_by_whose_data_it_is() =>
        Assert.DoesNotContain(DocumentedSeries.Lines(), line => OwnersLabel().IsMatch(line));

    private static List<string> Alerts() => [.. Alert().Matches(Text(Rules)).Select(match => match.Groups["name"].Value)];

    private static string Text(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, file));

    [GeneratedRegex(@"^ +- alert: (?<name>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^### (?<name>Jobvite\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ +runbook_url: (?<url>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Runbook();

    [GeneratedRegex(@"^ +alertname: (?<name>\w+)\n +exp_alerts:\n", RegexOptions.Multiline)]
    private static partial Regex Fired();

    [GeneratedRegex(@"[{,](company|company_id|tenant|tenant_id|candidate)\w*(=|!|,|\})", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnersLabel();
}
