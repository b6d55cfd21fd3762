namespace Jobvite.TestSupport;

/// <summary>Waits for what another task or process brings about.</summary>
public static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">The condition did not hold within 20 seconds.</exception>
    public static Task Until(Func<bool> condition) => Until(Patience, TimeSpan.FromMilliseconds(5), () => Task.FromResult(condition()), () => "the condition did not come true");

    /// <param name="patience">How long at most.</param>
    /// <param name="condition">Looked at every 100 ms.</param>
    /// <param name="otherwise">What to say when it did not hold in time.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static Task Until(TimeSpan patience, Func<Task<bool>> condition, Func<string> otherwise) => Until(patience, TimeSpan.FromMilliseconds(100), condition, otherwise);

    private static async Task Until(TimeSpan patience, TimeSpan pause, Func<Task<bool>> condition, Func<string> otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                throw new TimeoutException($"Not within {patience}: {otherwise()}");
            }

            await Task.Delay(pause);
        }
    }
}
