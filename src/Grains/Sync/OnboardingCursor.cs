using System.Globalization;

namespace Jobvite.Grains.Sync;

/// <summary>A run's cursor over processes and then over the tasks of batches of stored processes.</summary>
/// <param name="InTasks">False while processes are read.</param>
/// <param name="After">Of tasks: the last process id of the batches that are done.</param>
/// <param name="Start">Where the current list goes on.</param>
internal readonly record struct OnboardingCursor(bool InTasks, string? After, int Start)
{
    /// <summary>Reads a cursor; null and rubbish start at the beginning, which repeats work and loses nothing.</summary>
    public static OnboardingCursor Parse(string? text)
    {
        var parts = text?.Split('|') ?? [];
        return parts is ["p" or "t", var after, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new OnboardingCursor(parts[0] == "t", after.Length == 0 ? null : after, start)
            : default;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(InTasks ? "t" : "p")}|{After}|{Start}");
}
