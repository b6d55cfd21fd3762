namespace Jobvite.Storage.Sqlite;

/// <summary>Onboarding tasks; the owner is the process.</summary>
internal sealed class SqliteTaskTable() : SqliteRecordTable<TaskRow>("onboarding_tasks")
{
    protected override string Upsert => """
        INSERT INTO onboarding_tasks (
            company_id, jobvite_id, id, process_id, source_updated_at, read_at, created_at, updated_at, source_hash, content_hash,
            name, type, status, due_date, raw_json)
        VALUES (
            @CompanyId, @JobviteId, @Id, @Owner, @SourceUpdatedAt, @ReadAt, @Now, @Now, @SourceHash, @ContentHash, @Name, @Type,
            @Status, @DueDate, @RawJson)
        ON CONFLICT (company_id, jobvite_id) DO UPDATE SET
            process_id = excluded.process_id, source_updated_at = excluded.source_updated_at, read_at = excluded.read_at,
            updated_at = excluded.updated_at, source_hash = excluded.source_hash, content_hash = excluded.content_hash,
            name = excluded.name, type = excluded.type, status = excluded.status, due_date = excluded.due_date,
            raw_json = excluded.raw_json, deleted_at = NULL
        """;

    protected override object Arguments(RecordChange<TaskRow> change, TaskRow row, SqliteRecordKey key) => new
    {
        key.CompanyId,
        key.JobviteId,
        key.Id,
        key.Now,
        change.Owner,
        SourceUpdatedAt = change.SourceUpdatedAt.ToColumn(),
        ReadAt = change.ReadAt.ToColumn(),
        change.SourceHash,
        change.ContentHash,
        row.Name,
        row.Type,
        row.Status,
        DueDate = row.DueDate.ToColumn(),
        row.RawJson,
    };
}
