namespace Jobvite.Storage.Sqlite;

/// <summary>Candidates as persons; what they applied for is in <see cref="SqliteApplicationTable"/>.</summary>
internal sealed class SqlitePersonTable() : SqliteRecordTable<CandidateRow>("candidates")
{
    protected override SqliteHistory History { get; } = new("candidates", ChangeFields.Person, ofApplications: false);

    protected override string Upsert => """
        INSERT INTO candidates (
            company_id, jobvite_id, id, source_updated_at, read_at, created_at, updated_at, source_hash, content_hash, email,
            first_name, last_name, mobile, home_phone, work_phone, address, address2, city, state, postal_code, country, location,
            title, company_name, work_status, sms_consent, personal_data_processing_status, search_text, custom_fields, raw_json)
        VALUES (
            @CompanyId, @JobviteId, @Id, @SourceUpdatedAt, @ReadAt, @Now, @Now, @SourceHash, @ContentHash, @Email, @FirstName,
            @LastName, @Mobile, @HomePhone, @WorkPhone, @Address, @Address2, @City, @State, @PostalCode, @Country, @Location,
            @Title, @CompanyName, @WorkStatus, @SmsConsent, @PersonalDataProcessingStatus, @SearchText, @CustomFields, @RawJson)
        ON CONFLICT (company_id, jobvite_id) DO UPDATE SET
            source_updated_at = excluded.source_updated_at, read_at = excluded.read_at, updated_at = excluded.updated_at,
            source_hash = excluded.source_hash, content_hash = excluded.content_hash, email = excluded.email,
            first_name = excluded.first_name, last_name = excluded.last_name, mobile = excluded.mobile,
            home_phone = excluded.home_phone, work_phone = excluded.work_phone, address = excluded.address,
            address2 = excluded.address2, city = excluded.city, state = excluded.state, postal_code = excluded.postal_code,
            country = excluded.country, location = excluded.location, title = excluded.title, company_name = excluded.company_name,
            work_status = excluded.work_status, sms_consent = excluded.sms_consent,
            personal_data_processing_status = excluded.personal_data_processing_status, search_text = excluded.search_text,
            custom_fields = excluded.custom_fields, raw_json = excluded.raw_json,
            deleted_at = NULL
        """;

    protected override object Arguments(RecordChange<CandidateRow> change, CandidateRow row, SqliteRecordKey key) => new
    {
        key.CompanyId,
        key.JobviteId,
        key.Id,
        key.Now,
        SourceUpdatedAt = change.SourceUpdatedAt.ToColumn(),
        ReadAt = change.ReadAt.ToColumn(),
        change.SourceHash,
        change.ContentHash,
        row.Email,
        row.FirstName,
        row.LastName,
        row.Mobile,
        row.HomePhone,
        row.WorkPhone,
        row.Address,
        row.Address2,
        row.City,
        row.State,
        row.PostalCode,
        row.Country,
        row.Location,
        row.Title,
        row.CompanyName,
        row.WorkStatus,
        SmsConsent = FlagText.Of(row.SmsConsent),
        row.PersonalDataProcessingStatus,
        SearchText = SearchText.Of(row),
        CustomFields = row.CustomFields ?? Completed.NoFields,
        row.RawJson,
    };
}
