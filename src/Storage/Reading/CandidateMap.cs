using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes candidates of rows and joins their applications to them.</summary>
internal static class CandidateMap
{
    public const string Columns = """
        id, jobvite_id, email, first_name, last_name, mobile, home_phone, work_phone, address, address2, city, state, postal_code, country,
        location, title, company_name, work_status, sms_consent, personal_data_processing_status, created_at, updated_at, deleted_at
        """;

    public static CandidateView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        JobviteCandidateId = row.RequiredText("jobvite_id"),
        Email = row.Text("email"),
        FirstName = row.Text("first_name"),
        LastName = row.Text("last_name"),
        Mobile = row.Text("mobile"),
        HomePhone = row.Text("home_phone"),
        WorkPhone = row.Text("work_phone"),
        Address = row.Text("address"),
        Address2 = row.Text("address2"),
        City = row.Text("city"),
        State = row.Text("state"),
        PostalCode = row.Text("postal_code"),
        Country = row.Text("country"),
        Location = row.Text("location"),
        Title = row.Text("title"),
        CompanyName = row.Text("company_name"),
        WorkStatus = row.Text("work_status"),
        SmsConsent = row.Text("sms_consent"),
        PersonalDataProcessingStatus = row.Text("personal_data_processing_status"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        DeletedAt = row.OptionalTime("deleted_at"),
        RawJson = row.Text("raw_json"),
    };

    /// <summary>The applications come in their order; the raw JSON is there when it was read.</summary>
    public static CandidateView Join(CandidateView candidate, ILookup<string, FoundApplication> applications)
    {
        var own = applications[candidate.JobviteCandidateId].ToList();
        return candidate with
        {
            Applications = [.. own.Select(application => application.View)],
            RawJson = candidate.RawJson is { } person ? CandidateJson.Join(person, own.Select(application => application.RawJson).OfType<string>()) : null,
        };
    }
}
