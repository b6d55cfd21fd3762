using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

/// <summary>The statements that run all the time must walk an index that is already in their order.</summary>
public sealed class SqliteIndexTests
{
    [Theory]
    [InlineData(
        "SELECT id FROM webhook_events WHERE company_id = 'c' AND source = 1 AND next_attempt_at IS NOT NULL AND next_attempt_at <= 5 ORDER BY received_at, id LIMIT 9",
        "webhook_events_inbox")]
    [InlineData(
        "SELECT company_id, source FROM webhook_events WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= 5",
        "webhook_events_due")]
    [InlineData("SELECT title FROM jobs WHERE company_id = 'c' AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT 9", "jobs_newest")]
    [InlineData(
        "SELECT email FROM candidates WHERE company_id = 'c' AND deleted_at IS NULL AND (updated_at, id) < (5, 'x') ORDER BY updated_at DESC, id DESC LIMIT 9",
        "candidates_newest")]
    [InlineData("SELECT count(*) FROM candidates WHERE company_id = 'c' AND deleted_at IS NULL", "COVERING INDEX candidates_")]
    [InlineData(
        "SELECT title FROM candidates WHERE company_id = 'c' AND email = 'e' COLLATE NOCASE AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT 9",
        "candidates_email")]
    [InlineData("SELECT count(*) FROM candidates WHERE company_id = 'c' AND deleted_at IS NULL AND (instr(search_text, 'x') > 0 OR jobvite_id = 'p')", "COVERING INDEX candidates_")]
    [InlineData(
        "SELECT title FROM candidates WHERE company_id = 'c' AND deleted_at IS NULL AND (lower(substr(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 1, 100)), jobvite_id) > ('x', 'y') ORDER BY lower(substr(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 1, 100)), jobvite_id LIMIT 9",
        "candidates_name")]
    [InlineData("SELECT title FROM candidates WHERE company_id = 'c' ORDER BY updated_at, id LIMIT 9", "candidates_newest")]
    [InlineData("SELECT jobvite_id FROM candidates WHERE company_id = 'c' AND id = 'x'", "candidates_id")]
    [InlineData("SELECT title FROM jobs WHERE company_id = 'c' AND status = 'Open' COLLATE NOCASE ORDER BY updated_at DESC, id DESC LIMIT 9", "jobs_status")]
    [InlineData("SELECT jobvite_id FROM candidates WHERE company_id = 'c' AND artifacts_state = 1 AND artifacts_due_at <= 5 ORDER BY artifacts_due_at", "candidates_artifacts")]
    [InlineData("SELECT 1 FROM sync_runs WHERE status IN (1, 2) AND heartbeat_at < 5 ORDER BY heartbeat_at LIMIT 9", "sync_runs_unattended")]
    [InlineData("SELECT 1 FROM sync_runs WHERE company_id = 'c' ORDER BY started_at DESC, run_id DESC LIMIT 9", "sync_runs_newest")]
    [InlineData("SELECT 1 FROM webhook_events WHERE company_id = 'c' ORDER BY received_at DESC, id DESC LIMIT 9", "webhook_events_newest")]
    [InlineData("SELECT what FROM record_changes WHERE company_id = 'c' AND candidate_id = 'p' ORDER BY seen_at DESC, id DESC LIMIT 9", "sqlite_autoindex_record_changes_1")]
    [InlineData("SELECT type FROM record_changes WHERE company_id = 'c' AND position > 5 AND position <= 9 ORDER BY position LIMIT 9", "record_changes_feed")]
    [InlineData("SELECT count(*) FROM candidates WHERE company_id = 'c' AND updated_at >= 5 AND created_at >= 5", "COVERING INDEX candidates_newest")]
    [InlineData("SELECT count(*) FROM webhook_events WHERE company_id = 'c' AND status IN (1, 2, 3, 4, 5, 6) AND received_at >= 5", "COVERING INDEX webhook_events_status")]
    public async Task A_frequent_statement_walks_its_index_without_sorting(string sql, string index)
    {
        await using var store = await SqliteStore.Create();

        var plan = string.Join('\n', await store.Get<SqliteDatabase>().Read(
            session => session.Query("EXPLAIN QUERY PLAN " + sql, null, row => row.RequiredText("detail")), TestContext.Current.CancellationToken));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan.Replace($"SCAN {index}", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(History.SettledEvents, "webhook_events_settled")]
    [InlineData(History.DeadEvents, "webhook_events_dead_age")]
    [InlineData(History.EndedRuns, "sync_runs_finished")]
    [InlineData(History.AuditEntries, "audit_log_age")]
    public async Task A_batch_of_a_trim_walks_its_index_and_never_the_table(History history, string index)
    {
        await using var store = await SqliteStore.Create();

        var plan = string.Join('\n', await store.Get<SqliteDatabase>().Read(
            session => session.Query(
                "EXPLAIN QUERY PLAN " + SqliteTrimStatements.Of(history).Find,
                new { at = 0, id = Guid.Empty.ToString(), before = 5, limit = 9 },
                row => row.RequiredText("detail")),
            TestContext.Current.CancellationToken));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
