using Jobvite.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jobvite.Storage;

/// <summary>Registers the store for a single process.</summary>
public static class SqliteStorageRegistration
{
    /// <summary>
    /// Adds every interface of the port on SQLite, as singletons. <see cref="IStorageMigrator.Migrate"/> must have run before the first
    /// other call. Uses the registered <see cref="TimeProvider"/>, or the system's.
    /// </summary>
    /// <exception cref="OptionsValidationException">Thrown at start or first use, when a setting is wrong; says which and what it must be.</exception>
    public static IServiceCollection AddJobviteSqlite(this IServiceCollection services, Action<SqliteStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SqliteStorageOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IDatabase<SqliteSession>>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<IStorageMigrator, SqliteMigrator>();
        services.TryAddSingleton<ISuppressionKey, NoSuppressionKey>();
        services.AddSingleton<Suppressions>();
        services.AddSingleton<IErasureStore, ErasureStore<SqliteSession>>();
        services.AddSingleton<IRunStore, SqliteRunStore>();
        services.AddSingleton<IRecordStore, SqliteRecordStore>();
        services.AddSingleton<ProcessLists<SqliteSession>>();
        services.AddSingleton<IRecordReader, SqliteRecordReader>();
        services.AddSingleton<IEventStore, SqliteEventStore>();
        services.AddSingleton<IDocumentTable<SqliteSession>, SqliteDocumentTable>();
        services.AddSingleton<IDocumentStore, DocumentStore<SqliteSession>>();
        services.AddSingleton<IBudgetStore, BudgetStore<SqliteSession>>();
        services.AddSingleton<IAuditLog, AuditLog<SqliteSession>>();
        services.AddSingleton<IAuditReader, AuditReader<SqliteSession>>();
        services.AddSingleton<IAuditChain, AuditChain<SqliteSession>>();
        services.AddSingleton<ICompanyData, SqliteCompanyData>();
        services.AddSingleton(SqliteDirectorySql.Statements);
        services.AddSingleton<ICompanyDirectory, CompanyDirectory<SqliteSession>>();
        services.AddSingleton<IKeyRingStore, SqliteKeyRingStore>();
        services.AddSingleton<IRecordCompletion, SqliteCompletion>();
        services.AddSingleton<IChangeFeed, ChangeFeed<SqliteSession>>();
        services.AddSingleton<ISnapshots<SqliteSession>, SqliteSnapshots>();
        services.AddSingleton<IExportStore, ExportStore<SqliteSession>>();
        services.AddSingleton<IDeletedRecords, DeletedRecords<SqliteSession>>();
        services.AddSingleton<IHistoryTrimmer, SqliteHistoryTrimmer>();
        services.AddSingleton<IScrubStore, SqliteScrubStore>();
        services.AddSingleton<IStoryReader, StoryReader<SqliteSession>>();
        services.AddSingleton<IHealthStore, HealthStore<SqliteSession>>();
        services.AddSingleton<IEventLog, EventLog<SqliteSession>>();
        services.AddSingleton<IEndpointStore, EndpointStore<SqliteSession>>();
        services.AddSingleton<IDeliveryStore, DeliveryStore<SqliteSession>>();
        services.AddSingleton<IDeliveryLog, DeliveryLog<SqliteSession>>();
        services.AddSingleton<IRecordLookup, RecordLookup<SqliteSession>>();
        services.AddSingleton<ISetupLinkStore, SetupLinkStore<SqliteSession>>();
        services.AddSingleton<IListViewStore, ListViewStore<SqliteSession>>();
        services.AddSingleton<INoticeStore, NoticeStore<SqliteSession>>();
        services.AddSingleton<ISupportReader, SupportReader<SqliteSession>>();
        return services;
    }
}
