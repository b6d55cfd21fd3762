namespace Jobvite.Storage;

/// <summary>How a candidate is written: the person, and each application.</summary>
internal static class CandidateColumns
{
    public static readonly RecordColumns<CandidateRow> Persons = new RecordColumns<CandidateRow>("candidates")
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
        .Text("search_text", SearchText.Of, inHistory: false)
        .Text("custom_fields", row => row.CustomFields ?? Completed.NoFields, inHistory: false);

    /// <summary>The owner is the candidate, who may change when Jobvite joins two persons. The date of the last update changes with everything.</summary>
    public static readonly RecordColumns<ApplicationRow> Applications = new RecordColumns<ApplicationRow>("applications")
        .Owner("candidate_id")
        .Text("job_id", row => row.JobId)
        .Text("workflow_state", row => row.WorkflowState)
        .Text("workflow_state_id", row => row.WorkflowStateId, inHistory: false)
        .Text("disposition", row => row.Disposition)
        .Text("source", row => row.Source)
        .Text("source_type", row => row.SourceType)
        .Text("jobvite_channel", row => row.JobviteChannel)
        .Time("sent_date", row => row.SentDate)
        .Time("last_updated_date", row => row.LastUpdatedDate, inHistory: false)
        .Time("hire_date", row => row.HireDate)
        .Time("start_date", row => row.StartDate)
        .Text("consent_status", row => row.ConsentStatus)
        .Flag("has_artifacts", row => row.HasArtifacts)
        .Text("custom_fields", row => row.CustomFields ?? Completed.NoFields, inHistory: false)
        .EntryFingerprint("entry_mark");
}
