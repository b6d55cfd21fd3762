using Npgsql;

namespace Jobvite.Storage.Tests;

/// <summary>Webhooks that are stored while others erase: PostgresAppends.</summary>
public sealed class PostgresAppendTests : IAsyncLifetime
{
    private const string Company = "acme0001";
    private const string Other = "other001";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private PostgresStore _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IEventStore Events => _store.Get<IEventStore>();

    public async ValueTask InitializeAsync() => _store = await PostgresStore.CreateMigrated();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_company_without_suppressions_takes_no_lock_of_the_companys()
    {
        await using var held = await Lock($"'{Company}', 20250602");

        await Append(Company).WaitAsync(Soon, Stop);

        Assert.Equal("1", await Count(Company));
    }

    [Fact]
    public async Task Webhooks_of_others_are_stored_while_somebody_is_erased()
    {
        await Append(Other);
        await using var held = await Lock("'erasure', 20250603", $"'{Company}', 20250602");

        await Append(Other).WaitAsync(Soon, Stop);
        var waiting = Append(Company);
        await Append(Other).WaitAsync(Soon, Stop);

        Assert.Equal(("3", "0"), (await Count(Other), await Count(Company)));
        await held.DisposeAsync();
        await waiting.WaitAsync(Soon, Stop);
        Assert.Equal("1", await Count(Company));
    }

    [Fact]
    public async Task An_erasure_has_its_turn_within_moments_however_many_webhooks_come()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var storing = Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                while (!ending.IsCancellationRequested)
                {
                    await Append(Other);
                }
            },
            Stop)).ToArray();
        await Append(Company);

        for (var turn = 0; turn < 3; turn++)
        {
            await using var held = await Lock("'erasure', 20250603").WaitAsync(Soon, Stop);
        }

        await ending.CancelAsync();
        await Task.WhenAll(storing);
    }

    [Fact]
    public async Task A_connection_whose_statement_failed_gives_its_lock_back()
    {
        var once = Sample.Event(_store.Time.GetUtcNow(), Company);
        await Events.Append([once], Stop);

        await Assert.ThrowsAnyAsync<Exception>(() => Events.Append([once], Stop));

        await using (await Lock("'erasure', 20250603").WaitAsync(Soon, Stop))
        {
            Assert.Equal("1", await Count(Company));
        }
    }

    private Task Append(string company) => Events.Append([Sample.Event(_store.Time.GetUtcNow(), company)], Stop);

    private async Task<string> Count(string company) => (await _store.Look($"SELECT count(*) FROM webhook_events WHERE company_id = '{company}'"))[0];

    /// <summary>What an erasure has alone until its end.</summary>
    private async Task<NpgsqlConnection> Lock(params string[] names)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_store.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Stop);
        foreach (var name in names)
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock(hashtextextended({name}))", connection);
            await command.ExecuteNonQueryAsync(Stop);
        }

        return connection;
    }
}
