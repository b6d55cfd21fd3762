namespace Jobvite.Sandbox.Tests;

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, "The condition did not come true in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), SandboxCaller.Cancelled);
        }
    }
}
