namespace Jobvite.Storage.Postgres;

/// <summary>The tables of records with their columns.</summary>
internal static class PostgresTables
{
    public static readonly PostgresRecordTable<JobRow> Jobs = new("jobs", new PostgresColumns<JobRow>()
        .Text("requisition_id", row => row.RequisitionId)
        .Text("title", row => row.Title)
        .Text("status", row => row.Status)
        .Text("department", row => row.Department)
        .Text("category", row => row.Category)
        .Text("primary_recruiter_email", row => row.PrimaryRecruiterEmail)
        .Text("primary_hiring_manager_email", row => row.PrimaryHiringManagerEmail)
        .Text("location_main", row => row.LocationMain)
        .Text("region", row => row.Region)
        .Text("subsidiary", row => row.Subsidiary)
        .Text("salary_currency", row => row.SalaryCurrency)
        .Number("salary_min", row => row.SalaryMin)
        .Number("salary_max", row => row.SalaryMax)
        .Text("salary_frequency", row => row.SalaryFrequency)
        .Text("remote_type", row => row.RemoteType)
        .Text("search_text", SearchText.Of)
        .Text("places_text", SearchText.PlacesOf)
        .Text("custom_fields", row => row.CustomFields ?? Completed.NoFields));

    /// <summary>Candidates as persons; what they applied for is in <see cref="Applications"/>.</summary>
    public static readonly PostgresRecordTable<CandidateRow> Persons = WithHistory("candidates", ChangeFields.Person, ofApplications: false, new PostgresColumns<CandidateRow>()
        .Text("email", row => row.Email)
        .Text("first_name", row => row.FirstName)
        .Text("last_name", row => row.LastName)
        .Text("mobile", row => row.Mobile)
        .Text("home_phone", row => row.HomePhone)
        .Text("work_phone", row => row.WorkPhone)
        .Text("address", row => row.Address)
        .Text("address2", row => row.Address2)
        .Text("city", row => row.City)
        .Text("state", row => row.State)
        .Text("postal_code", row => row.PostalCode)
        .Text("country", row => row.Country)
        .Text("location", row => row.Location)
        .Text("title", row => row.Title)
        .Text("company_name", row => row.CompanyName)
        .Text("work_status", row => row.WorkStatus)
        .Text("sms_consent", row => FlagText.Of(row.SmsConsent))
        .Text("personal_data_processing_status", row => row.PersonalDataProcessingStatus)
        .Text("search_text", SearchText.Of)
        .Text("custom_fields", row => row.CustomFields ?? Completed.NoFields)
        .Artifacts(row => row.ArtifactsToFetch));

    /// <summary>The owner is the candidate, who may change when Jobvite joins two persons.</summary>
    public static readonly PostgresRecordTable<ApplicationRow> Applications = WithHistory("applications", ChangeFields.Application, ofApplications: true, new PostgresColumns<ApplicationRow>()
        .Owner("candidate_id")
        .Text("job_id", row => row.JobId)
        .Text("workflow_state", row => row.WorkflowState)
        .Text("workflow_state_id", row => row.WorkflowStateId)
        .Text("disposition", row => row.Disposition)
        .Text("source", row => row.Source)
        .Text("source_type", row => row.SourceType)
        .Text("jobvite_channel", row => row.JobviteChannel)
        .Time("sent_date", row => row.SentDate)
        .Time("last_updated_date", row => row.LastUpdatedDate)
        .Time("hire_date", row => row.HireDate)
        .Time("start_date", row => row.StartDate)
        .Text("consent_status", row => row.ConsentStatus)
        .Flag("has_artifacts", row => row.HasArtifacts)
        .Text("custom_fields", row => row.CustomFields ?? Completed.NoFields)
        .EntryFingerprint("entry_mark"));

    public static readonly PostgresRecordTable<ProcessRow> Processes = new("onboarding_processes", new PostgresColumns<ProcessRow>()
        .Text("new_hire_id", row => row.NewHireId)
        .Text("candidate_id", row => row.CandidateId)
        .Text("status", row => row.Status)
        .Date("hire_date", row => row.HireDate)
        .Time("kickoff_date", row => row.KickoffDate)
        .Text("milestones", row => row.Milestones));

    /// <summary>The owner is the process.</summary>
    public static readonly PostgresRecordTable<TaskRow> Tasks = new("onboarding_tasks", new PostgresColumns<TaskRow>()
        .Owner("process_id")
        .Text("name", row => row.Name)
        .Text("type", row => row.Type)
        .Text("status", row => row.Status)
        .Time("due_date", row => row.DueDate));

    private static PostgresRecordTable<TRow> WithHistory<TRow>(string table, IReadOnlyList<string> fields, bool ofApplications, PostgresColumns<TRow> columns)
        where TRow : class, IRecordRow => new(table, columns, new PostgresHistory<TRow>(table, columns, fields, ofApplications));
}
