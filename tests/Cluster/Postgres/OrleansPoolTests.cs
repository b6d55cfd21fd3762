using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Jobvite.Silo.Persistence;
using Npgsql;

namespace Jobvite.Cluster.Tests.Postgres;

public sealed class OrleansPoolTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 20)]
    [InlineData(";Maximum Pool Size=100", 20)]
    [InlineData(";Maximum Pool Size=200", 40)]
    [InlineData(";Maximum Pool Size=5", 5)]
    [InlineData(";Maximum Pool Size=1;Minimum Pool Size=30", 5)]
    [InlineData(";Minimum Pool Size=150", 20)]
    public void Orleans_has_a_fifth_of_the_connections_of_records(string given, int expected)
    {
        var parts = new NpgsqlConnectionStringBuilder(SiloDatabase.Postgres("Host=db;Database=jobvite" + given).ConnectionString);

        Assert.Equal((expected, 0), (parts.MaxPoolSize, parts.MinPoolSize));
    }

    [Theory]
    [InlineData("Minimum Pool Size=30")]
    [InlineData("Maximum Pool Size=1;Minimum Pool Size=150")]
    public async Task No_size_of_a_pool_stops_a_start(string given)
    {
        var database = SiloDatabase.Postgres($"{await server.CreateDatabase()};{given}");

        await using var connection = await database.Open(Stop);

        Assert.Equal(System.Data.ConnectionState.Open, connection.State);
    }

    /// <summary>Orleans opens connections by the connection string. Npgsql takes it for the pool's name and leaves the password out.</summary>
    [Fact]
    public async Task Metrics_show_no_password_even_when_the_connection_string_allows_it()
    {
        var names = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Npgsql" && instrument.IsObservable)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, _, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key.EndsWith("pool.name", StringComparison.Ordinal))
                {
                    names.Add($"{value}");
                }
            }
        });
        var database = SiloDatabase.Postgres(await server.CreateDatabase() + ";Password=hunter2-hunter2;Persist Security Info=true");
        await using var connection = await database.Open(Stop);
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Contains(names, name => name.Contains("jobvite-orleans", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.Contains("hunter2", StringComparison.Ordinal));
    }
}
