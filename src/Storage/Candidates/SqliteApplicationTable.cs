namespace Jobvite.Storage.Sqlite;

/// <summary>Applications; the owner is the candidate, who may change when Jobvite joins two persons.</summary>
internal sealed class SqliteApplicationTable() : SqliteRecordTable<ApplicationRow>("applications")
{
    protected override SqliteHistory History { get; } = new("applications", ChangeFields.Application, ofApplications: true);

    protected override string Upsert => """
        INSERT INTO applications (
            company_id, jobvite_id, id, candidate_id, source_updated_at, read_at, created_at, updated_at, source_hash, content_hash,
            job_id, workflow_state, workflow_state_id, disposition, source, source_type, jobvite_channel, sent_date,
            last_updated_date, hire_date, start_date, consent_status, has_artifacts, custom_fields, entry_mark, raw_json)
        VALUES (
            @CompanyId, @JobviteId, @Id, @Owner, @SourceUpdatedAt, @ReadAt, @Now, @Now, @SourceHash, @ContentHash, @JobId,
            @WorkflowState, @WorkflowStateId, @Disposition, @Source, @SourceType, @JobviteChannel, @SentDate, @LastUpdatedDate,
            @HireDate, @StartDate, @ConsentStatus, @HasArtifacts, @CustomFields, @EntryFingerprint, @RawJson)
        ON CONFLICT (company_id, jobvite_id) DO UPDATE SET
            candidate_id = excluded.candidate_id, source_updated_at = excluded.source_updated_at, read_at = excluded.read_at,
            updated_at = excluded.updated_at, source_hash = excluded.source_hash, content_hash = excluded.content_hash,
            job_id = excluded.job_id, workflow_state = excluded.workflow_state, workflow_state_id = excluded.workflow_state_id,
            disposition = excluded.disposition, source = excluded.source, source_type = excluded.source_type,
            jobvite_channel = excluded.jobvite_channel, sent_date = excluded.sent_date,
            last_updated_date = excluded.last_updated_date, hire_date = excluded.hire_date, start_date = excluded.start_date,
            consent_status = excluded.consent_status, has_artifacts = excluded.has_artifacts,
            custom_fields = excluded.custom_fields, entry_mark = excluded.entry_mark, raw_json = excluded.raw_json,
            deleted_at = NULL
        """;

    protected override object Arguments(RecordChange<ApplicationRow> change, ApplicationRow row, SqliteRecordKey key) => new
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
        row.JobId,
        row.WorkflowState,
        row.WorkflowStateId,
        row.Disposition,
        row.Source,
        row.SourceType,
        row.JobviteChannel,
        SentDate = row.SentDate.ToColumn(),
        LastUpdatedDate = row.LastUpdatedDate.ToColumn(),
        HireDate = row.HireDate.ToColumn(),
        StartDate = row.StartDate.ToColumn(),
        row.ConsentStatus,
        row.HasArtifacts,
        CustomFields = row.CustomFields ?? Completed.NoFields,
        change.EntryFingerprint,
        row.RawJson,
    };
}
