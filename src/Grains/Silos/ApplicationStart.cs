using Microsoft.Extensions.Hosting;

namespace Jobvite.Grains;

/// <summary>Work in the background of a silo.</summary>
internal static class ApplicationStart
{
    /// <summary>
    /// Works from the start of the silo until it stops, or until the service is stopped: the silo may stop first, and then there is nobody left to
    /// call. Whatever breaks off then is no error.
    /// </summary>
    public static async Task WhileRunning(this IHostApplicationLifetime lifetime, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await lifetime.WaitForStart(stopping.Token);
            await work(stopping.Token);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    /// <summary>Ends when the silo has joined the cluster: before that, every call to a grain would fail.</summary>
    private static async Task WaitForStart(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), started))
        {
            await started.Task.WaitAsync(cancellationToken);
        }
    }
}
