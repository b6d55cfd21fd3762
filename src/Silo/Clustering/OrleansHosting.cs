using Jobvite.Silo.Persistence;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Jobvite.Silo.Clustering;

/// <summary>Orleans as this service uses it.</summary>
internal static class OrleansHosting
{
    /// <summary>On SQLite one silo that knows only itself, on PostgreSQL one of several.</summary>
    /// <param name="silo">What is configured.</param>
    /// <param name="cluster">Names and ports.</param>
    /// <param name="ports">Where it listens; null for a silo that is alone in its process and opens no port.</param>
    /// <param name="database">Where its tables are.</param>
    /// <param name="isTraced">
    /// Somebody takes traces. Only then do calls carry them: a tenth of a webhook's processor time went into it (measured).
    /// </param>
    public static ISiloBuilder UseJobviteOrleans(this ISiloBuilder silo, OrleansClusterOptions cluster, SiloPorts? ports, SiloDatabase database, bool isTraced = false)
    {
        if (isTraced)
        {
            silo.AddActivityPropagation();
        }

        if (ports is null)
        {
            silo.WithoutPorts();
        }

        // Without ports the numbers only name the silo.
        var (siloPort, gatewayPort) = ports ?? new SiloPorts(11111, 30000);
        return (database.IsShared
                ? silo.UsePostgresClustering(cluster, database, siloPort, gatewayPort)
                : silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: cluster.ServiceId, clusterId: cluster.ClusterId))
            .AddAdoNetGrainStorage(GrainStorageNames.Jobvite, (AdoNetGrainStorageOptions options) =>
            {
                options.Invariant = database.Invariant;
                options.ConnectionString = database.ConnectionString;
                options.GrainStorageSerializer = new GrainStateSerializer();
                // Otherwise a disconnected customer's row and key would stay for ever.
                options.DeleteStateOnClear = true;
            })
            .UseAdoNetReminderService((AdoNetReminderTableOptions options) =>
            {
                options.Invariant = database.Invariant;
                options.ConnectionString = database.ConnectionString;
            })
            // Orleans itself refuses a call with an exception of Polly's inside when a place for a grain is not found in time. Unknown to
            // the serializer, it would reach the front end as an error in the program.
            .Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Polly"))
            .Configure<SiloMessagingOptions>(options =>
            {
                options.ResponseTimeout = TimeSpan.FromSeconds(30);
                // A company that is flooded gets "overloaded" answers; the memory of the others' silo is not hers. Off by default in Orleans.
                options.MaxEnqueuedRequestsSoftLimit = 1_000;
                options.MaxEnqueuedRequestsHardLimit = 10_000;
                options.MaxEnqueuedRequestsSoftLimit_StatelessWorker = 1_000;
                options.MaxEnqueuedRequestsHardLimit_StatelessWorker = 10_000;
            })
            .Configure<LoadSheddingOptions>(options =>
            {
                options.LoadSheddingEnabled = true;
                options.CpuThreshold = 95;
                options.MemoryThreshold = 90;
            })
            // Each key of a stateless worker, such as the reader of a company, would have a timer that looks twice a second for workers to remove: with ten
            // thousand companies a third of a core. Idle workers go with their age, as other activations do.
            .Configure<StatelessWorkerOptions>(options => options.RemoveIdleWorkers = false)
            // Below the host's own shutdown timeout: a grain that hangs must not cost the others their orderly end.
            .Configure<GrainCollectionOptions>(options => options.DeactivationTimeout = TimeSpan.FromSeconds(10));
    }

    /// <summary>Replaces Orleans' listeners for silos and clients. Calls from within the process use no connection.</summary>
    private static void WithoutPorts(this ISiloBuilder silo)
    {
        var listeners = silo.Services.Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).ToList();
        foreach (var listener in listeners)
        {
            silo.Services.Remove(listener);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory, NoListeners>(listener.ServiceKey);
        }
    }
}
