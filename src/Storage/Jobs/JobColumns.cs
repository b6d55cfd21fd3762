namespace Jobvite.Storage;

/// <summary>How a job is written.</summary>
internal static class JobColumns
{
    public static readonly RecordColumns<JobRow> Jobs = new RecordColumns<JobRow>("jobs")
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
        .Decimal("salary_min", row => row.SalaryMin)
        .Decimal("salary_max", row => row.SalaryMax)
        .Text("salary_frequency", row => row.SalaryFrequency)
        .Text("remote_type", row => row.RemoteType)
        .Text("search_text", SearchText.Of, inHistory: false)
        .Text("places_text", SearchText.PlacesOf, inHistory: false)
        .Text("custom_fields", row => row.CustomFields ?? Completed.NoFields);
}
