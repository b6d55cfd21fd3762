namespace Jobvite.Storage.Sqlite;

/// <summary>Jobs.</summary>
internal sealed class SqliteJobTable() : SqliteRecordTable<JobRow>("jobs")
{
    protected override string Upsert => """
        INSERT INTO jobs (
            company_id, jobvite_id, id, source_updated_at, read_at, created_at, updated_at, source_hash, content_hash,
            requisition_id, title, status, department, category, primary_recruiter_email, primary_hiring_manager_email,
            location_main, region, subsidiary, salary_currency, salary_min, salary_max, salary_frequency, remote_type,
            search_text, places_text, custom_fields, raw_json)
        VALUES (
            @CompanyId, @JobviteId, @Id, @SourceUpdatedAt, @ReadAt, @Now, @Now, @SourceHash, @ContentHash, @RequisitionId, @Title,
            @Status, @Department, @Category, @PrimaryRecruiterEmail, @PrimaryHiringManagerEmail, @LocationMain, @Region,
            @Subsidiary, @SalaryCurrency, @SalaryMin, @SalaryMax, @SalaryFrequency, @RemoteType,
            @SearchText, @PlacesText, @CustomFields, @RawJson)
        ON CONFLICT (company_id, jobvite_id) DO UPDATE SET
            source_updated_at = excluded.source_updated_at, read_at = excluded.read_at, updated_at = excluded.updated_at,
            source_hash = excluded.source_hash, content_hash = excluded.content_hash, requisition_id = excluded.requisition_id,
            title = excluded.title, status = excluded.status, department = excluded.department, category = excluded.category,
            primary_recruiter_email = excluded.primary_recruiter_email,
            primary_hiring_manager_email = excluded.primary_hiring_manager_email, location_main = excluded.location_main,
            region = excluded.region, subsidiary = excluded.subsidiary, salary_currency = excluded.salary_currency,
            salary_min = excluded.salary_min, salary_max = excluded.salary_max, salary_frequency = excluded.salary_frequency,
            remote_type = excluded.remote_type,
            search_text = excluded.search_text, places_text = excluded.places_text, custom_fields = excluded.custom_fields, raw_json = excluded.raw_json, deleted_at = NULL
        """;

    protected override object Arguments(RecordChange<JobRow> change, JobRow row, SqliteRecordKey key) => new
    {
        key.CompanyId,
        key.JobviteId,
        key.Id,
        key.Now,
        SourceUpdatedAt = change.SourceUpdatedAt.ToColumn(),
        ReadAt = change.ReadAt.ToColumn(),
        change.SourceHash,
        change.ContentHash,
        row.RequisitionId,
        row.Title,
        row.Status,
        row.Department,
        row.Category,
        row.PrimaryRecruiterEmail,
        row.PrimaryHiringManagerEmail,
        row.LocationMain,
        row.Region,
        row.Subsidiary,
        row.SalaryCurrency,
        SalaryMin = row.SalaryMin.ToColumn(),
        SalaryMax = row.SalaryMax.ToColumn(),
        row.SalaryFrequency,
        row.RemoteType,
        SearchText = SearchText.Of(row),
        PlacesText = SearchText.PlacesOf(row),
        CustomFields = row.CustomFields ?? Completed.NoFields,
        row.RawJson,
    };
}
