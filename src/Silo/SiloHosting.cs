using Jobvite.Grains;
using Jobvite.Silo.Clustering;
using Jobvite.Silo.Health;
using Jobvite.Silo.KeyRing;
using Jobvite.Silo.Persistence;
using Jobvite.Silo.Startup;
using Jobvite.Storage;
using Jobvite.Telemetry;
using Jobvite.Transport;

namespace Jobvite.Silo;

/// <summary>Puts a silo with all actors into a host.</summary>
public static class SiloHosting
{
    /// <summary>The tag of the health checks that <c>/health/ready</c> asks.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// Registers the silo, its storage, the key ring and health checks. Settings: <c>ConnectionStrings__Jobvite</c> or section <c>Storage</c>, section <c>Orleans</c> with <c>Tls</c>,
    /// <c>JOBVITE_ENCRYPTION_KEY</c>, <c>JOBVITE_ENCRYPTION_KEY_PREVIOUS</c>, <c>JWT_SECRET_KEY</c>, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.
    /// The host migrates the database and opens the key ring before the silo starts.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="isAlone">All that calls the silo is in its own process: it opens no port, and nobody else on the machine can call it.</param>
    /// <exception cref="StartupException">A setting is wrong or missing; the message names the variable.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The same, of a section.</exception>
    public static IHostApplicationBuilder AddJobviteSilo(this IHostApplicationBuilder builder, bool isAlone = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration.AddSecretFiles();
        var cluster = OrleansClusterOptions.From(builder.Configuration);
        var keys = WrappingKeys.From(builder.Configuration);
        var database = builder.AddSiloStorage();
        var tls = ClusterTls.From(builder.Configuration, ClusterRole.Silo, TimeProvider.System);
        var ports = isAlone ? null : SiloPorts.Of(cluster);
        if (ports is not null)
        {
            SiloPorts.RefuseOpenOnes(tls, cluster);
        }

        builder.Services.AddSingleton(cluster);
        builder.Services.AddSingleton<ClusterAdmission>();
        builder.Services.AddKeyRing(keys);
        builder.Services.AddHostedService<SiloPreparation>();
        builder.Services.AddJobviteGrains(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            silo.UseJobviteOrleans(cluster, ports, database, ServiceTelemetry.IsTraced(builder.Configuration));
            if (ports is not null)
            {
                tls.Secure(silo, ports.Gateway);
            }
        });
        builder.Services.AddHostedService<CutOffWatch>();
        builder.Services.AddHealthChecks()
            .AddCheck<SiloHealthCheck>("silo", tags: [ReadyTag])
            .AddCheck<DatabaseHealthCheck>("database", tags: [ReadyTag]);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));
        return builder;
    }

    /// <summary>Registers the database alone: PostgreSQL when there is a connection string, otherwise SQLite.</summary>
    internal static SiloDatabase AddSiloStorage(this IHostApplicationBuilder builder)
    {
        var storage = SiloStorageOptions.From(builder.Configuration);
        SiloDatabase database;
        if (storage.ConnectionString is { } connectionString)
        {
            database = SiloDatabase.Postgres(connectionString);
            builder.Services.AddJobvitePostgres(options => options.ConnectionString = connectionString);
        }
        else
        {
            database = SiloDatabase.Sqlite(storage.DatabasePath!);
            builder.Services.AddJobviteSqlite(options => options.DatabasePath = storage.DatabasePath!);
        }

        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<OrleansStatements>();
        return database;
    }
}
