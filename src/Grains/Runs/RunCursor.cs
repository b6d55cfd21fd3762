using System.Globalization;

namespace Jobvite.Grains.Runs;

/// <summary>A run's cursor over one list: the next start, as text.</summary>
internal static class RunCursor
{
    /// <summary>Where a full run stands once it has read the list to its end and asks for what the list may not have shown.</summary>
    public const string SecondLook = "second-look";

    public static string At(int start) => start.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Where to go on after an interruption: a page before the cursor, so that a list that moved meanwhile shows it. A limited run concludes
    /// nothing from the list and goes on where it stopped.
    /// </summary>
    public static int ResumeAt(int start, int pageSize, int? limit) => limit is null ? Math.Max(0, start - pageSize) : start;

    /// <summary>Reads a cursor; null and rubbish start at the beginning, which repeats work and loses nothing.</summary>
    public static int StartOf(string? cursor) =>
        int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;
}
