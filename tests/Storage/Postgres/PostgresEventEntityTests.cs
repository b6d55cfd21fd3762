using Jobvite.Grains.Interfaces;
using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

public sealed class PostgresEventEntityTests : EventEntityContract
{
    [Fact]
    public async Task Bodies_that_were_not_signed_are_gone_after_the_migration()
    {
        await Store.Get<PostgresDatabase>().Write(
            session => session.Execute("""
                DELETE FROM schema_versions WHERE scriptname LIKE '0025%';
                ALTER TABLE webhook_events DROP COLUMN entity_kind;
                ALTER TABLE webhook_events DROP COLUMN body_bytes;
                INSERT INTO webhook_events (company_id, id, source, received_at, signature_valid, status, body) VALUES
                    ('acme0001', '00000000-0000-0000-0000-000000000001', 1, now(), false, 6, '\x7B7D'),
                    ('acme0001', '00000000-0000-0000-0000-000000000002', 1, now(), false, 6, decode(repeat('00', 4096), 'hex')),
                    ('acme0001', '00000000-0000-0000-0000-000000000003', 1, now(), true, 6, '\x7B');
                """),
            Stop);

        await Store.Get<IStorageMigrator>().Migrate(Stop);

        Assert.Equal(["0", "0", "1"], await Store.Look("SELECT length(body)::text FROM webhook_events ORDER BY id"));
        var sizes = (await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(), Stop)).Items.OrderBy(one => one.Id).Select(one => one.BodyBytes);
        Assert.Equal([2, null, 1], sizes);
    }

    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
