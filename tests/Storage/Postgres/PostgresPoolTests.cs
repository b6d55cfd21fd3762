using System.Diagnostics.Metrics;
using Jobvite.Storage.Postgres;
using Npgsql;

namespace Jobvite.Storage.Tests;

public sealed class PostgresPoolTests
{
    [Theory]
    [InlineData("", 100, 0)]
    [InlineData(";Maximum Pool Size=200;Minimum Pool Size=10", 200, 10)]
    [InlineData(";Maximum Pool Size=5;Minimum Pool Size=30", 5, 5)]
    [InlineData(";Minimum Pool Size=150", 100, 100)]
    [InlineData(";Maximum Pool Size=0", 1, 0)]
    public async Task The_connection_string_says_how_many_connections_records_have(string given, int most, int least)
    {
        await using var source = PostgresConnections.Open("Host=db" + given);

        var parts = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal((most, least), (parts.MaxPoolSize, parts.MinPoolSize));
    }

    [Theory]
    [InlineData("Maximum Pool Size=1")]
    [InlineData("Maximum Pool Size=3;Minimum Pool Size=30")]
    [InlineData("Minimum Pool Size=5")]
    public async Task No_size_of_a_pool_stops_a_start(string given)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var store = await PostgresStore.CreateEmpty();
        var sized = PostgresStore.Open($"{store.ConnectionString};{given}");

        await sized.Get<IStorageMigrator>().Migrate(stop);

        Assert.True(await sized.Get<IBudgetStore>().Save("key", "1", null, stop));
        await sized.Close();
    }

    [Fact]
    public async Task Metrics_call_the_pool_by_its_name_and_not_by_its_connection_string()
    {
        var names = new List<string>();
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
                names.AddRange(key.EndsWith("pool.name", StringComparison.Ordinal) ? [$"{value}"] : (string[])[]);
            }
        });
        await using var store = await PostgresStore.CreateMigrated();
        await store.Get<IBudgetStore>().Load("key", TestContext.Current.CancellationToken);
        listener.Start();

        listener.RecordObservableInstruments();

        var database = new NpgsqlConnectionStringBuilder(store.ConnectionString).Database!;
        Assert.Contains("records", names);
        Assert.DoesNotContain(names, name => name.Contains(database, StringComparison.Ordinal));
    }
}
