using Jobvite.Grains.Interfaces;
using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

public sealed class SqliteEventEntityTests : EventEntityContract
{
    [Fact]
    public async Task Bodies_that_were_not_signed_are_gone_after_the_migration()
    {
        await Store.Get<SqliteDatabase>().Write(
            session => session.Execute("""
                DELETE FROM schema_versions WHERE ScriptName LIKE '0025%';
                ALTER TABLE webhook_events DROP COLUMN entity_kind;
                ALTER TABLE webhook_events DROP COLUMN body_bytes;
                INSERT INTO webhook_events (company_id, id, source, received_at, signature_valid, status, body) VALUES
                    ('acme0001', '00000000-0000-0000-0000-000000000001', 1, 1, 0, 6, x'7B7D'),
                    ('acme0001', '00000000-0000-0000-0000-000000000002', 1, 1, 0, 6, zeroblob(4096)),
                    ('acme0001', '00000000-0000-0000-0000-000000000003', 1, 1, 1, 6, x'7B');
                """),
            Stop);

        await Store.Get<IStorageMigrator>().Migrate(Stop);

        Assert.Equal(["0", "0", "1"], await Store.Look("SELECT CAST(length(body) AS TEXT) FROM webhook_events ORDER BY id"));
        var sizes = (await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(), Stop)).Items.OrderBy(one => one.Id).Select(one => one.BodyBytes);
        Assert.Equal([2, null, 1], sizes);
    }

    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
