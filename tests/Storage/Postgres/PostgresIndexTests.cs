using Jobvite.Postgres.TestSupport;
using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

/// <summary>The statements that run all the time must walk an index, and those of lists one that is already in their order.</summary>
public sealed class PostgresIndexTests(PostgresIndexTests.Filled filled) : IClassFixture<PostgresIndexTests.Filled>
{
    private const string Name = @"(lower(left(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 100)) COLLATE ""C"")";

    [Theory]
    [InlineData(
        "SELECT id FROM webhook_events WHERE company_id = 'c1' AND source = 1 AND next_attempt_at IS NOT NULL AND next_attempt_at <= now() ORDER BY received_at, id LIMIT 9",
        "webhook_events_inbox")]
    [InlineData(
        "SELECT company_id, source, min(next_attempt_at) FROM webhook_events WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= now() GROUP BY company_id, source",
        "Index Only Scan using webhook_events_inbox")]
    [InlineData("SELECT count(*) FROM webhook_events WHERE company_id = 'c1' AND next_attempt_at IS NOT NULL", "Index Only Scan using webhook_events_inbox")]
    [InlineData("SELECT count(*) FROM webhook_events WHERE company_id = 'c1' AND (status = 3) = false", "Index Only Scan using webhook_events_newest")]
    [InlineData("SELECT 1 FROM webhook_events WHERE company_id = 'c1' AND status = 3 AND source = 2 ORDER BY received_at DESC, id DESC LIMIT 9", "webhook_events_newest")]
    [InlineData("SELECT 1 FROM webhook_events WHERE company_id = 'c1' AND status = 6 AND status IN (4, 6) ORDER BY received_at DESC, id DESC LIMIT 9", "webhook_events_rare")]
    [InlineData("SELECT title FROM jobs WHERE company_id = 'c1' AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT 9", "jobs_newest")]
    [InlineData(
        "SELECT email FROM candidates WHERE company_id = 'c1' AND deleted_at IS NULL AND (updated_at, id) < (now(), gen_random_uuid()) ORDER BY updated_at DESC, id DESC LIMIT 9",
        "candidates_newest")]
    [InlineData(
        "SELECT title FROM candidates WHERE company_id = 'c1' AND lower(left(email, 200)) = 'e' AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT 9",
        "candidates_email")]
    [InlineData(
        $"SELECT title FROM candidates WHERE company_id = 'c1' AND deleted_at IS NULL AND ({Name}, jobvite_id) > ('x', 'y') ORDER BY {Name}, jobvite_id LIMIT 9",
        "candidates_name")]
    [InlineData($"SELECT title FROM candidates WHERE company_id = 'c1' ORDER BY {Name} DESC, jobvite_id DESC LIMIT 9", "Backward using candidates_name")]
    [InlineData("SELECT title FROM candidates WHERE company_id = 'c1' ORDER BY updated_at, id LIMIT 9", "Backward using candidates_newest")]
    [InlineData("SELECT title FROM jobs WHERE company_id = 'c1' AND lower(left(status, 200)) = 'rare' ORDER BY updated_at DESC, id DESC LIMIT 9", "jobs_status")]
    [InlineData("SELECT 1 FROM sync_runs WHERE status IN (1, 2) AND heartbeat_at < now() ORDER BY heartbeat_at LIMIT 9", "sync_runs_unattended")]
    [InlineData("SELECT 1 FROM sync_runs WHERE company_id = 'c1' ORDER BY started_at DESC, run_id DESC LIMIT 9", "sync_runs_newest")]
    [InlineData("SELECT 1 FROM webhook_events WHERE company_id = 'c1' ORDER BY received_at DESC, id DESC LIMIT 9", "webhook_events_newest")]
    [InlineData("SELECT 1 FROM webhook_events WHERE company_id = 'c1' AND status = 5 ORDER BY received_at DESC, id DESC LIMIT 9", "webhook_events_dead")]
    [InlineData("SELECT 1 FROM record_changes WHERE company_id = 'c1' AND candidate_id = 'p1' ORDER BY seen_at DESC, id DESC LIMIT 9", "record_changes_pkey")]
    [InlineData("SELECT type FROM record_changes WHERE company_id = 'c1' AND position > 50 AND position <= 6000 ORDER BY position LIMIT 9", "record_changes_feed")]
    [InlineData(
        "SELECT count(*) FROM candidates WHERE company_id = 'c1' AND updated_at >= now() - interval '9 s' AND created_at >= now() - interval '9 s'",
        "Index Only Scan using candidates_newest")]
    [InlineData("SELECT DISTINCT company_id FROM webhook_events WHERE status = 5", "webhook_events_dead")]
    public async Task A_frequent_statement_walks_its_index_without_sorting(string sql, string index)
    {
        var plan = await filled.Explain(sql);

        Assert.True(plan.Contains(index, StringComparison.Ordinal), plan);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(History.SettledEvents, "webhook_events_settled")]
    [InlineData(History.DeadEvents, "webhook_events_dead")]
    [InlineData(History.EndedRuns, "sync_runs_finished")]
    [InlineData(History.AuditEntries, "audit_log_age")]
    public async Task A_batch_of_a_trim_walks_its_index_and_never_the_table(History history, string index)
    {
        var plan = await filled.Explain(
            PostgresTrimStatements.Of(history), new { at = DateTimeOffset.UnixEpoch, id = Guid.Empty, before = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), limit = 500 });

        Assert.Contains(index, plan, StringComparison.Ordinal);

        // A row a company: here it is empty.
        Assert.DoesNotContain("Seq Scan", plan.Replace("Seq Scan on audit_chains", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "SELECT count(*) FROM candidates WHERE company_id = 'c1' AND (search_text LIKE '%zimmerm%' OR jobvite_id = ANY (ARRAY(SELECT 'x' UNION ALL SELECT candidate_id FROM applications WHERE company_id = 'c1' AND jobvite_id = 'x' AND (false OR deleted_at IS NULL))))",
        "candidates_folded")]
    [InlineData("SELECT count(*) FROM jobs WHERE company_id = 'c1' AND (search_text LIKE '%zimmerm%' OR requisition_id ILIKE 'zimm%' OR jobvite_id ILIKE 'zimm%')", "jobs_folded")]
    [InlineData("SELECT count(*) FROM jobs WHERE company_id = 'c1' AND places_text LIKE '%zimmerm%'", "jobs_folded")]
    [InlineData("SELECT jobvite_id FROM candidates WHERE company_id = 'c1' AND id = gen_random_uuid()", "candidates_")]
    [InlineData(
        "SELECT count(*) FROM candidates WHERE company_id = 'c1' AND deleted_at IS NULL AND (jobvite_id IN (SELECT candidate_id FROM applications WHERE company_id = 'c1' AND lower(left(workflow_state, 200)) = 'rare')) IS TRUE",
        "hashed SubPlan")]
    [InlineData("SELECT candidate_id FROM applications WHERE company_id = 'c1' AND left(job_id, 200) = 'j1'", "applications_job")]
    [InlineData("SELECT candidate_id FROM applications WHERE company_id = 'c1' AND lower(left(workflow_state, 200)) = 'rare'", "applications_workflow_state")]
    [InlineData("SELECT jobvite_id FROM candidates WHERE company_id = 'c1' AND artifacts_state = 1 AND artifacts_due_at <= now() ORDER BY artifacts_due_at LIMIT 9", "candidates_artifacts")]
    [InlineData(
        "SELECT status, count(*) FROM webhook_events WHERE company_id = 'c1' AND received_at >= now() - interval '9000 s' GROUP BY status",
        "Index Only Scan using webhook_events_newest")]
    public async Task A_search_finds_its_rows_through_an_index(string sql, string index)
    {
        var plan = await filled.Explain(sql);

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    /// <summary>A database with enough rows of ten companies that reading all of them would be the wrong plan.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        private const string Fill = """
            INSERT INTO candidates (company_id, jobvite_id, id, read_at, created_at, updated_at, source_hash, content_hash, first_name, last_name, email, search_text, raw_json, artifacts_state, artifacts_due_at)
            SELECT 'c' || i % 10, 'p' || i, gen_random_uuid(), now(), now(), now() - i * interval '1 s', 'h', 'h', 'F' || md5(i::text), 'L' || md5((i * 7)::text), md5((i * 3)::text) || '@example.com', 'f' || md5(i::text) || ' l' || md5((i * 7)::text) || E'\n' || md5((i * 3)::text) || '@example.com', '{}', (i % 2 = 0)::int, now()
            FROM generate_series(1, 20000) AS i;
            INSERT INTO applications (company_id, jobvite_id, id, candidate_id, read_at, created_at, updated_at, source_hash, content_hash, job_id, workflow_state, raw_json)
            SELECT company_id, 'a' || jobvite_id, gen_random_uuid(), jobvite_id, now(), now(), now(), 'h', 'h', 'j' || length(first_name) || substr(md5(jobvite_id), 1, 2), 'State ' || substr(md5(jobvite_id), 1, 2), '{}'
            FROM candidates;
            INSERT INTO record_changes (company_id, candidate_id, seen_at, what, position, type)
            SELECT company_id, jobvite_id, now() - n * interval '1 h', 1, row_number() OVER (PARTITION BY company_id), 'candidate.updated' FROM candidates, generate_series(1, 3) AS n;
            INSERT INTO jobs (company_id, jobvite_id, id, read_at, created_at, updated_at, source_hash, content_hash, title, status, requisition_id, places_text, search_text, raw_json)
            SELECT 'c' || i % 10, 'j' || i, gen_random_uuid(), now(), now(), now() - i * interval '1 s', 'h', 'h', md5(i::text), 'Status ' || i % 40, md5((i * 3)::text), md5((i * 5)::text), md5(i::text), '{}'
            FROM generate_series(1, 20000) AS i;
            INSERT INTO webhook_events (company_id, id, source, received_at, signature_valid, status, entity_id, next_attempt_at, body)
            SELECT 'c' || i % 10, gen_random_uuid(), 1 + i % 3, now() - i * interval '1 s', true, CASE WHEN i % 100 = 0 THEN 1 WHEN i % 99 = 0 THEN 5 WHEN i % 97 = 0 THEN 6 ELSE 3 END, 'p1', CASE WHEN i % 100 = 0 THEN now() END, ''
            FROM generate_series(1, 20000) AS i;
            INSERT INTO sync_runs (company_id, run_id, kind, mode, started_by, status, started_at, finished_at, heartbeat_at)
            SELECT 'c' || i % 10, gen_random_uuid(), 1 + i % 3, 1, 1, CASE WHEN i < 10 THEN 2 ELSE 3 END, now() - i * interval '1 s', CASE WHEN i >= 10 THEN now() END, now()
            FROM generate_series(1, 10000) AS i ON CONFLICT DO NOTHING;
            INSERT INTO sync_pages (company_id, run_id, page, entity, ids)
            SELECT run.company_id, run.run_id, number, 1, ARRAY['x'] FROM (SELECT company_id, run_id FROM sync_runs ORDER BY run_id LIMIT 20) AS run, generate_series(1, 200) AS number;

            INSERT INTO audit_log (company_id, id, at, action, tenant_id)
            SELECT 'c' || i % 10, gen_random_uuid(), now() - i * interval '1 s', 'sync', 't' FROM generate_series(1, 10000) AS i;
            """;

        private const string NotAllVisible = """
            SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relallvisible < relpages
            """;

        private PostgresStore? _store;

        public async ValueTask InitializeAsync()
        {
            if (PostgresServer.WhyMissing is not null)
            {
                // An exception here would fail the tests; each of them is skipped when it asks.
                return;
            }

            _store = await PostgresStore.CreateMigrated();
            var source = _store.Get<Npgsql.NpgsqlDataSource>();
            await using var fill = source.CreateCommand(Fill);
            fill.CommandTimeout = 0;
            await fill.ExecuteNonQueryAsync();
            await using var vacuum = source.CreateCommand("VACUUM ANALYZE");
            vacuum.CommandTimeout = 0;
            await using var unseen = source.CreateCommand(NotAllVisible);
            var start = TimeProvider.System.GetTimestamp();
            do
            {
                // A worker of the server's that looks at a table meanwhile keeps rows from counting as visible to all, and plans depend on it.
                Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "VACUUM never came to its end.");
                await vacuum.ExecuteNonQueryAsync();
            }
            while (await unseen.ExecuteScalarAsync() is not 0L);
        }

        public async ValueTask DisposeAsync()
        {
            if (_store is not null)
            {
                await _store.DisposeAsync();
            }
        }

        public async Task<string> Explain(string sql, object? arguments = null)
        {
            Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
            return string.Join('\n', await _store!.Get<PostgresDatabase>().Read(
                session => session.Query("EXPLAIN " + sql, arguments, row => row.GetString(0)), TestContext.Current.CancellationToken));
        }
    }
}
