using Jobvite.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jobvite.Storage;

/// <summary>Registers the store for a cluster.</summary>
public static class PostgresStorageRegistration
{
    /// <summary>
    /// Adds every interface of the port on PostgreSQL, as singletons, and the <see cref="Npgsql.NpgsqlDataSource"/> that they share.
    /// <see cref="IStorageMigrator.Migrate"/> must have run before the first other call. Uses the registered <see cref="TimeProvider"/>,
    /// or the system's.
    /// </summary>
    /// <exception cref="OptionsValidationException">Thrown at start or first use, when a setting is wrong; says which and what it must be.</exception>
    public static IServiceCollection AddJobvitePostgres(this IServiceCollection services, Action<PostgresStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<PostgresStorageOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresStorageOptions>, PostgresStorageOptionsValidator>());
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => PostgresConnections.Open(ConnectionString(provider)));
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<IDatabase<PostgresSession>>(provider => provider.GetRequiredService<PostgresDatabase>());
        services.AddSingleton<IStorageMigrator, PostgresMigrator>();
        services.TryAddSingleton<ISuppressionKey, NoSuppressionKey>();
        services.AddSingleton<Suppressions>();
        services.AddSingleton<IErasureStore, ErasureStore<PostgresSession>>();
        services.AddSingleton<IRunStore, PostgresRunStore>();
        services.AddSingleton<IRecordStore, PostgresRecordStore>();
        services.AddSingleton<ProcessLists<PostgresSession>>();
        services.AddSingleton<IRecordReader, PostgresRecordReader>();
        services.AddSingleton<PostgresAppends>();
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.AddSingleton<IDocumentTable<PostgresSession>>(PostgresTables.Documents);
        services.AddSingleton<IDocumentStore, DocumentStore<PostgresSession>>();
        services.AddSingleton<IBudgetStore, BudgetStore<PostgresSession>>();
        services.AddSingleton<IAuditLog, AuditLog<PostgresSession>>();
        services.AddSingleton<IAuditReader, AuditReader<PostgresSession>>();
        services.AddSingleton<IAuditChain, AuditChain<PostgresSession>>();
        services.AddSingleton<ICompanyData, PostgresCompanyData>();
        services.AddSingleton(PostgresDirectorySql.Statements);
        services.AddSingleton<ICompanyDirectory, CompanyDirectory<PostgresSession>>();
        services.AddSingleton<IKeyRingStore, PostgresKeyRingStore>();
        services.AddSingleton<IRecordCompletion, PostgresCompletion>();
        services.AddSingleton<IChangeFeed, ChangeFeed<PostgresSession>>();
        services.AddSingleton<ISnapshots<PostgresSession>, PostgresSnapshots>();
        services.AddSingleton<IExportStore, ExportStore<PostgresSession>>();
        services.AddSingleton<IDeletedRecords, DeletedRecords<PostgresSession>>();
        services.AddSingleton<IHistoryTrimmer, PostgresHistoryTrimmer>();
        services.AddSingleton<IScrubStore, PostgresScrubStore>();
        services.AddSingleton<IStoryReader, StoryReader<PostgresSession>>();
        services.AddSingleton<IHealthStore, HealthStore<PostgresSession>>();
        services.AddSingleton<IEventLog, EventLog<PostgresSession>>();
        services.AddSingleton<IEndpointStore, EndpointStore<PostgresSession>>();
        services.AddSingleton<IDeliveryStore, DeliveryStore<PostgresSession>>();
        services.AddSingleton<IDeliveryLog, DeliveryLog<PostgresSession>>();
        services.AddSingleton<IRecordLookup, RecordLookup<PostgresSession>>();
        services.AddSingleton<ISetupLinkStore, SetupLinkStore<PostgresSession>>();
        services.AddSingleton<IListViewStore, ListViewStore<PostgresSession>>();
        services.AddSingleton<INoticeStore, NoticeStore<PostgresSession>>();
        services.AddSingleton<ISupportReader, SupportReader<PostgresSession>>();
        return services;
    }

    private static string ConnectionString(IServiceProvider provider) => provider.GetRequiredService<IOptions<PostgresStorageOptions>>().Value.ConnectionString;
}
