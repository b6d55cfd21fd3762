using Jobvite.Grains;
using Jobvite.Silo.Clustering;
using Jobvite.Silo.Persistence;
using Jobvite.Silo.Startup;
using Jobvite.Transport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Jobvite.Silo.Import;

/// <summary>
/// Where the import's calls go: to the running cluster, as a client of it, when there is PostgreSQL; on SQLite, of which one process is the only
/// user, to a silo in this process that does nothing but answer them.
/// </summary>
internal static class ImportHost
{
    private const int SqliteBusy = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Registers it.</summary>
    /// <returns>What keeps other processes away from a SQLite file; null with PostgreSQL.</returns>
    /// <exception cref="StartupException">The file is missing or in use.</exception>
    public static IDisposable? AddImport(this HostApplicationBuilder builder)
    {
        if (SiloStorageOptions.From(builder.Configuration).ConnectionString is null)
        {
            var database = Take(SiloStorageOptions.From(builder.Configuration).DatabasePath!);
            builder.AddJobviteSilo(isAlone: true);
            builder.Services.LeaveOutBackgroundWork();
            return database;
        }

        builder.Configuration.AddSecretFiles();
        builder.AddClusterClient();
        return null;
    }

    /// <exception cref="StartupException">No silo answers.</exception>
    public static async Task StartImport(this IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch (Exception exception) when (StartupFailure.Describe(exception) is null && host.Services.GetService<ClusterPatience>() is not null)
        {
            throw new StartupException(
                $"The cluster cannot be reached ({exception.GetType().Name}). Start it first; ConnectionStrings__Jobvite, Orleans__ClusterId and Orleans__Tls__... must be those of its silos.", exception);
        }
    }

    private static void AddClusterClient(this HostApplicationBuilder builder)
    {
        var cluster = OrleansClusterOptions.From(builder.Configuration);
        var connectionString = SiloStorageOptions.From(builder.Configuration).ConnectionString!;
        var tls = ClusterTls.From(builder.Configuration, ClusterRole.Silo, TimeProvider.System);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ClusterPatience>();
        builder.UseOrleansClient(client =>
        {
            tls.Secure(client);
            client.UseConnectionRetryFilter<ClusterPatience>();
            client.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Polly"));
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            client.UseAdoNetClustering((AdoNetClusteringClientOptions options) => (options.Invariant, options.ConnectionString) = ("Npgsql", connectionString));
        });
    }

    /// <summary>No sweeper, no schedule, no clearing up: whatever waits in the database waits for the program that is started afterwards.</summary>
    private static void LeaveOutBackgroundWork(this IServiceCollection services)
    {
        var ours = typeof(GrainsHosting).Assembly;
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            if ((service.ImplementationType?.Assembly ?? service.ImplementationFactory?.Method.Module.Assembly) == ours)
            {
                services.Remove(service);
            }
        }

        services.AddSingleton<IIncomingGrainCallFilter, NoReminders>();
    }

    /// <summary>Standalone holds the same file while it runs; any other program is noticed by what it has open.</summary>
    private static FileStream Take(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new StartupException($"There is no database {full}. Start the program that shall use it once, stop it, and run the import again; or set Storage__DatabasePath or ConnectionStrings__Jobvite.");
        }

        FileStream? taken = null;
        try
        {
            taken = new FileStream(Path.Combine(Path.GetDirectoryName(full)!, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
            connection.Open();
            // Before anything else is read: only the first look at the file takes the lock.
            foreach (var statement in new[] { "PRAGMA locking_mode = EXCLUSIVE", "SELECT count(*) FROM sqlite_schema" })
            {
                using var command = new SqliteCommand(statement, connection);
                command.ExecuteNonQuery();
            }

            return taken;
        }
        catch (Exception exception) when (exception is IOException or SqliteException { SqliteErrorCode: SqliteBusy })
        {
            taken?.Dispose();
            throw new StartupException($"Another process uses the database {full}. Stop it, run the import, and start it again.", exception);
        }
    }

    /// <summary>Waits a little for a cluster that is just being started.</summary>
    private sealed class ClusterPatience(TimeProvider time) : IClientConnectionRetryFilter
    {
        private readonly long _begun = time.GetTimestamp();

        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            await Task.Delay(Pause, time, cancellationToken);
            return time.GetElapsedTime(_begun) < Patience;
        }
    }

    /// <summary>A tick would start a run, which asks Jobvite. It comes again in the program that is started afterwards.</summary>
    private sealed class NoReminders : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.ImplementationMethod.Name == nameof(IRemindable.ReceiveReminder) ? Task.CompletedTask : context.Invoke();
    }
}
