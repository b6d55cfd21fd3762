using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes jobs of rows.</summary>
internal static class JobMap
{
    public const string Columns = """
        id, jobvite_id, requisition_id, title, status, department, category, primary_recruiter_email, primary_hiring_manager_email,
        location_main, region, subsidiary, salary_currency, salary_min, salary_max, salary_frequency, remote_type, created_at, updated_at,
        deleted_at, custom_fields, read_at
        """;

    public static JobView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        JobviteJobId = row.RequiredText("jobvite_id"),
        RequisitionId = row.Text("requisition_id"),
        Title = row.Text("title"),
        Status = row.Text("status"),
        Department = row.Text("department"),
        Category = row.Text("category"),
        PrimaryRecruiterEmail = row.Text("primary_recruiter_email"),
        PrimaryHiringManagerEmail = row.Text("primary_hiring_manager_email"),
        LocationMain = row.Text("location_main"),
        Region = row.Text("region"),
        Subsidiary = row.Text("subsidiary"),
        SalaryCurrency = row.Text("salary_currency"),
        SalaryMin = row.OptionalDecimal("salary_min"),
        SalaryMax = row.OptionalDecimal("salary_max"),
        SalaryFrequency = row.Text("salary_frequency"),
        RemoteType = row.Text("remote_type"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        DeletedAt = row.OptionalTime("deleted_at"),
        RawJson = row.Text("raw_json"),
        CustomFields = row.Text("custom_fields"),
        ReadAt = row.Time("read_at"),
    };
}
