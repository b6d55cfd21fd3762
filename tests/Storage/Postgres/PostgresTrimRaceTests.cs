using Jobvite.Grains.Interfaces;
using Jobvite.Storage.Postgres;
using Npgsql;

namespace Jobvite.Storage.Tests;

/// <summary>A trim stands in nobody's way, and nobody in its.</summary>
public sealed class PostgresTrimRaceTests : StoreContract
{
    private IHistoryTrimmer Trimmer => Store.Get<IHistoryTrimmer>();

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    [Fact]
    public async Task An_event_that_somebody_holds_is_passed_over_without_waiting()
    {
        var held = await Settled();
        var free = await Settled();
        await using var connection = await Store.Get<NpgsqlDataSource>().OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await using var hold = new NpgsqlCommand("SELECT 1 FROM webhook_events WHERE id = $1 FOR NO KEY UPDATE", connection, transaction)
        {
            Parameters = { new() { Value = held } },
        };
        await hold.ExecuteNonQueryAsync(Stop);

        var batch = await Trimmer.Trim(History.SettledEvents, Now.AddDays(1), null, 100, Stop);

        Assert.Equal(1, batch!.Removed);
        Assert.NotNull(await Reader.GetWebhook(Company, held, Stop));
        Assert.Null(await Reader.GetWebhook(Company, free, Stop));
    }

    [Fact]
    public async Task While_one_process_trims_another_does_nothing()
    {
        await Settled();
        await using var connection = await Store.Get<NpgsqlDataSource>().OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await using var other = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock($1)", connection, transaction)
        {
            Parameters = { new() { Value = PostgresHistoryTrimmer.LockKey } },
        };
        Assert.Equal(true, await other.ExecuteScalarAsync(Stop));

        Assert.Null(await Trimmer.Trim(History.SettledEvents, Now.AddDays(1), null, 100, Stop));
        await transaction.RollbackAsync(Stop);
        Assert.Equal(1, (await Trimmer.Trim(History.SettledEvents, Now.AddDays(1), null, 100, Stop))!.Removed);
    }

    [Fact]
    public async Task Webhooks_are_stored_while_a_batch_is_under_way()
    {
        await Settled();
        await using var connection = await Store.Get<NpgsqlDataSource>().OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await using var batch = new NpgsqlCommand("DELETE FROM webhook_events", connection, transaction);
        Assert.Equal(1, await batch.ExecuteNonQueryAsync(Stop));

        await Events.Append([Sample.Event(Now)], Stop);

        Assert.Single(await Events.ReadDue(Company, WebhookSource.Candidate, Now, 10, Stop));
    }

    private async Task<Guid> Settled()
    {
        var one = Sample.Event(Now, status: WebhookStatus.Processed);
        await Events.Append([one], Stop);
        return one.Id;
    }
}
