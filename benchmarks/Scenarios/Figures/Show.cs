using System.Globalization;

namespace Jobvite.Benchmarks.Figures;

/// <summary>Figures for people.</summary>
internal static class Show
{
    public static string Rate(double perSecond, string what) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0} {what}/s");

    public static string Milliseconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");

    public static string Latency(double p50, double p99) => string.Create(CultureInfo.InvariantCulture, $"{p50:0.0} / {p99:0.0} ms");

    public static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0}");

    public static string Megabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024:N0} MB");

    public static string Number(double number) => string.Create(CultureInfo.InvariantCulture, $"{number:N0}");

    /// <summary>The middle one; the mean of the two in the middle when there is none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
