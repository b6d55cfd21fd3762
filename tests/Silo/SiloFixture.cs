using Jobvite.Silo.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Jobvite.Silo.Tests;

/// <summary>A whole silo on a SQLite file of its own, shared by the tests; each test uses keys of its own.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private IHost? _host;

    public IServiceProvider Services => _host!.Services;

    public IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>(GrainStorageNames.Jobvite);

    public IReminderTable Reminders => Services.GetRequiredService<IReminderTable>();

    private string ConnectionString => $"Data Source={_directory.File("silo.db")}";

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DatabasePath"] = _directory.File("silo.db"),
            ["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(new byte[32]),
        });
        builder.Logging.ClearProviders();
        builder.AddJobviteSilo(isAlone: true);
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads one value with the test's own connection, past Orleans.</summary>
    public async Task<T> Scalar<T>(string sql, params (string Name, object Value)[] parameters) => (T)(await Column(sql, 0, parameters)).Single();

    /// <summary>The same for one column of all rows, as text.</summary>
    public async Task<string[]> Rows(string sql, int column, params (string Name, object Value)[] parameters) =>
        [.. (await Column(sql, column, parameters)).Cast<string>()];

    private async Task<List<object>> Column(string sql, int column, (string Name, object Value)[] parameters)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        var values = new List<object>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetValue(column));
        }

        return values;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        _directory.Dispose();
    }
}
