using Jobvite.Benchmarks.Processes;

namespace Jobvite.Benchmarks.Workbenches;

/// <summary>Waits for something that takes a while, with a deadline.</summary>
internal static class Patience
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a process answers as it should; gives its last lines when it ends or never does.</summary>
    public static async Task Until(Func<Task<bool>> condition, Child child, double pauseMilliseconds = 20)
    {
        await Until(
            async () =>
            {
                try
                {
                    return child.HasEnded || await condition();
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            Usual,
            () => child.Said,
            pauseMilliseconds);
        if (child.HasEnded)
        {
            throw new InvalidOperationException($"A process ended before it was ready:\n{child.Said}");
        }
    }

    /// <exception cref="TimeoutException">With what <paramref name="otherwise"/> says.</exception>
    public static async Task Until(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise, double pauseMilliseconds = 20)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit}: {otherwise()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(pauseMilliseconds));
        }
    }
}
