using System.Collections.Immutable;
using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace Jobvite.WebFrontend.Console.Activity;

/// <summary>The measures of the picture.</summary>
public sealed partial class ActivityChart
{
    // The picture is stretched to the room there is; only the proportions count.
    private const int Step = 10;
    private const int Height = 100;
    private const double Gap = 0.15;

    private static readonly int[] Steps = [2, 4, 6, 10, 20];

    private readonly List<Column> _columns = [];
    private int _scale = 2;

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

    /// <summary>The list behind a day's column.</summary>
    [Parameter, EditorRequired]
    public required Func<DateOnly, string> LinkTo { get; set; }

    /// <summary>The list behind an hour's column; without it the day's.</summary>
    [Parameter]
    public Func<DateTimeOffset, string>? LinkToHour { get; set; }

    /// <summary>What to say in place of a picture of nothing.</summary>
    [Parameter, EditorRequired]
    public required string Nothing { get; set; }

    private int Width => Counts.Length * Step;

    private bool IsEmpty => Counts.All(one => Series.All(series => series.Value(one) == 0));

    private string Summary =>
        $"{Title}: {string.Join(", ", Series.Select(series => $"{series.Name} {Spoken.Count(Counts.Sum(one => (long)series.Value(one)))}"))}. The table below has the numbers.";

    protected override void OnParametersSet()
    {
        _columns.Clear();
        _scale = Round(Counts.Max(one => Series.Sum(series => series.Value(one))));
        for (var i = 0; i < Counts.Length; i++)
        {
            _columns.Add(Draw(Counts[i], i * Step));
        }
    }

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

    private string When(DateTimeOffset at) => Visit.Zone.Local(at).ToString(Unit is ActivityUnit.Hour ? "d MMM HH:mm" : "d MMM", CultureInfo.InvariantCulture);

    private string PathOf(ActivityCount one) => Unit is ActivityUnit.Hour && LinkToHour is not null ? LinkToHour(one.Start) : LinkTo(DateOnly.FromDateTime(Visit.Zone.Local(one.Start).DateTime));

    private Column Draw(ActivityCount one, double x)
    {
        List<Bar> bars = [];
        double y = Height;
        foreach (var series in Series.Where(series => series.Value(one) > 0))
        {
            // Something is never drawn as nothing.
            var height = Math.Max(1.5, (double)Height * series.Value(one) / _scale);
            y -= height;
            bars.Add(new(series.Class, y, height));
        }

        var said = Series.Where(series => series.Value(one) > 0).Select(series => $"{series.Name.ToLowerInvariant()} {Spoken.Count(series.Value(one))}").DefaultIfEmpty("nothing");
        return new(x, $"{When(one.Start)}: {string.Join(", ", said)}", PathOf(one), bars);
    }

    private sealed record Column(double X, string Label, string Path, IReadOnlyList<Bar> Bars);

    private sealed record Bar(string Class, double Y, double Height);
}
