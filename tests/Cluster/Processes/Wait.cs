namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task Until(TimeSpan patience, Func<Task<bool>> condition, Func<string> otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                Assert.Fail($"Not within {patience}: {otherwise()}");
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
