using Microsoft.Extensions.Hosting;

namespace Jobvite.Grains;

/// <summary>Waits for the start of the host.</summary>
internal static class ApplicationStart
{
    /// <summary>Ends when the silo has joined the cluster: before that, every call to a grain would fail.</summary>
    public static async Task WaitForStart(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), started))
        {
            await started.Task.WaitAsync(cancellationToken);
        }
    }
}
