using System.Collections.Immutable;
using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace Jobvite.WebFrontend.Console.Activity;

/// <summary>The measures of the picture.</summary>
public sealed partial class ActivityChart
{
    private const int UsualWidth = 640;
    private const int FullWidth = 1180;
    private const int Height = 180;
    private const int Left = 44;
    private const int Top = 8;
    private const int Plot = 146;

    private static readonly int[] Steps = [2, 4, 6, 10, 20];

    private readonly List<Column> _columns = [];
    private readonly List<(double X, string Anchor, string When)> _marks = [];
    private int _scale = 2;
    private double _barWidth;

    /// <summary>What the chart is about, for its table and for those who hear it.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Length of a column.</summary>
    [Parameter, EditorRequired]
    public required ActivityUnit Unit { get; set; }

    /// <summary>Oldest first.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<ActivityCount> Counts { get; set; }

    [Parameter, EditorRequired]
    public required ChartSeries[] Series { get; set; }

    /// <summary>It has the whole width of the page to itself.</summary>
    [Parameter]
    public bool Wide { get; set; }

    private int Width => Wide ? FullWidth : UsualWidth;

    private string Summary =>
        $"{Title}: {string.Join(", ", Series.Select(series => $"{series.Name} {Spoken.Count(Counts.Sum(one => (long)series.Value(one)))}"))}. The table below has the numbers.";

    protected override void OnParametersSet()
    {
        _columns.Clear();
        _marks.Clear();
        _scale = Round(Counts.Max(one => Series.Sum(series => series.Value(one))));
        var step = (double)(Width - Left) / Counts.Length;
        _barWidth = Math.Min(step * 0.7, 28);
        for (var i = 0; i < Counts.Length; i++)
        {
            _columns.Add(Draw(Counts[i], Left + (i * step) + ((step - _barWidth) / 2)));
        }

        var middle = Counts.Length / 2;
        _marks.Add((Left, "start", When(Counts[0].Start)));
        if (Counts.Length > 4)
        {
            _marks.Add((Left + ((middle + 0.5) * step), "middle", When(Counts[middle].Start)));
        }

        _marks.Add((Width, "end", Unit is ActivityUnit.Hour ? "this hour" : "today"));
    }

    /// <summary>A label of the picture. Written out, because Razor takes the element of this name for its own; holds nothing but our numbers and dates.</summary>
    private static MarkupString Label(double x, double y, string anchor, string words) =>
        new($"""<text x="{Number(x)}" y="{Number(y)}" text-anchor="{anchor}">{words}</text>""");

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>An even number that is easy to read off an axis, at least the given one.</summary>
    private static int Round(int highest)
    {
        var size = 1L;
        while (size * 10 < highest)
        {
            size *= 10;
        }

        return (int)Steps.Select(times => times * size).First(number => number >= highest);
    }

    private string When(DateTimeOffset at) => at.ToString(Unit is ActivityUnit.Hour ? "d MMM HH:mm" : "d MMM", CultureInfo.InvariantCulture);

    private Column Draw(ActivityCount one, double x)
    {
        List<Bar> bars = [];
        double y = Top + Plot;
        foreach (var series in Series.Where(series => series.Value(one) > 0))
        {
            // Something is never drawn as nothing.
            var height = Math.Max(1.5, (double)Plot * series.Value(one) / _scale);
            y -= height;
            bars.Add(new(series.Class, y, height));
        }

        var said = Series.Where(series => series.Value(one) > 0).Select(series => $"{series.Name.ToLowerInvariant()} {Spoken.Count(series.Value(one))}").DefaultIfEmpty("nothing");
        return new(x, $"{When(one.Start)}: {string.Join(", ", said)}", bars);
    }

    private sealed record Column(double X, string Label, IReadOnlyList<Bar> Bars);

    private sealed record Bar(string Class, double Y, double Height);
}
