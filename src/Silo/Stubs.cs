// Stands in until the branches of storage and grains are merged; deleted then.
using Microsoft.Data.Sqlite;

namespace Jobvite.Storage
{
    internal sealed class SqliteStorageOptions
    {
        public string? DatabasePath { get; set; }
    }

    internal static class StubStorage
    {
        public static IServiceCollection AddJobviteSqlite(this IServiceCollection services, Action<SqliteStorageOptions> configure)
        {
            var options = new SqliteStorageOptions();
            configure(options);
            services.AddSingleton<IStorageMigrator>(new StubMigrator(options.DatabasePath!));
            return services.AddSingleton<IKeyRingStore, StubKeyRing>();
        }
    }

    internal sealed class StubKeyRing : IKeyRingStore
    {
        private readonly Dictionary<string, string> _elements = [];

        public IReadOnlyList<string> ReadAll() => [.. _elements.Values];

        public void Save(string friendlyName, string xml) => _elements[friendlyName] = xml;
    }

    internal sealed class StubMigrator(string path) : IStorageMigrator
    {
        public async Task Migrate(CancellationToken cancellationToken)
        {
            await using var connection = new SqliteConnection($"Data Source={path}");
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            if ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
            {
                var assembly = typeof(IStorageMigrator).Assembly;
                await using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("0100_orleans.sql", StringComparison.Ordinal)))!;
                using var reader = new StreamReader(stream);
                command.CommandText = await reader.ReadToEndAsync(cancellationToken);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
