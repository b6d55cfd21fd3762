using System.Globalization;

namespace Jobvite.Grains.Sync;

/// <summary>A run's cursor over one list: the next start, as text.</summary>
internal static class ListCursor
{
    /// <summary>Where a full run stands once it has read the list to its end and reads again what changed meanwhile.</summary>
    public const string SecondLook = "second-look";

    public static string At(int start) => start.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where to go on after an interruption: a page before the cursor, so that a list that moved meanwhile shows it.</summary>
    public static int ResumeAt(string? cursor, int pageSize) => Math.Max(0, StartOf(cursor) - pageSize);

    /// <summary>Reads a cursor; null and rubbish start at the beginning, which repeats work and loses nothing.</summary>
    public static int StartOf(string? cursor) =>
        int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;
}
