using System.Globalization;

namespace Jobvite.Grains.Onboarding;

/// <summary>A run's cursor over processes and then over the tasks of batches of stored processes.</summary>
/// <param name="InTasks">False while processes are read.</param>
/// <param name="After">Of tasks: the last process id of the batches that are done; null before the first is.</param>
/// <param name="Start">Of processes: where the list goes on.</param>
internal readonly record struct OnboardingCursor(bool InTasks, string? After, int Start)
{
    public static OnboardingCursor Processes(int start) => new(InTasks: false, After: null, start);

    public static OnboardingCursor Tasks(string? after) => new(InTasks: true, after, Start: 0);

    /// <summary>Reads a cursor; null and rubbish start at the beginning, which repeats work and loses nothing.</summary>
    public static OnboardingCursor Parse(string? text) => text?.Split('|', 2) switch
    {
        ["p", var start] when int.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Processes(number),
        ["t", var after] => Tasks(after.Length == 0 ? null : after),
        _ => default,
    };

    public override string ToString() => InTasks ? $"t|{After}" : string.Create(CultureInfo.InvariantCulture, $"p|{Start}");
}
