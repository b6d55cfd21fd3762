namespace Jobvite.Storage.Sqlite;

/// <summary>Onboarding processes.</summary>
internal sealed class SqliteProcessTable() : SqliteRecordTable<ProcessRow>("onboarding_processes")
{
    protected override string Upsert => """
        INSERT INTO onboarding_processes (
            company_id, jobvite_id, id, source_updated_at, read_at, created_at, updated_at, source_hash, content_hash, new_hire_id,
            candidate_id, status, hire_date, kickoff_date, milestones, raw_json)
        VALUES (
            @CompanyId, @JobviteId, @Id, @SourceUpdatedAt, @ReadAt, @Now, @Now, @SourceHash, @ContentHash, @NewHireId, @CandidateId,
            @Status, @HireDate, @KickoffDate, @Milestones, @RawJson)
        ON CONFLICT (company_id, jobvite_id) DO UPDATE SET
            source_updated_at = excluded.source_updated_at, read_at = excluded.read_at, updated_at = excluded.updated_at,
            source_hash = excluded.source_hash, content_hash = excluded.content_hash, new_hire_id = excluded.new_hire_id,
            candidate_id = excluded.candidate_id, status = excluded.status, hire_date = excluded.hire_date,
            kickoff_date = excluded.kickoff_date, milestones = excluded.milestones, raw_json = excluded.raw_json, deleted_at = NULL
        """;

    protected override object Arguments(RecordChange<ProcessRow> change, ProcessRow row, SqliteRecordKey key) => new
    {
        key.CompanyId,
        key.JobviteId,
        key.Id,
        key.Now,
        SourceUpdatedAt = change.SourceUpdatedAt.ToColumn(),
        ReadAt = change.ReadAt.ToColumn(),
        change.SourceHash,
        change.ContentHash,
        row.NewHireId,
        row.CandidateId,
        row.Status,
        HireDate = row.HireDate.ToColumn(),
        KickoffDate = row.KickoffDate.ToColumn(),
        row.Milestones,
        row.RawJson,
    };
}
