using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes candidates of rows and joins their applications to them.</summary>
internal static class CandidateMap
{
    public const string Columns = """
        id, jobvite_id, email, first_name, last_name, mobile, home_phone, work_phone, address, address2, city, state, postal_code, country,
        location, title, company_name, work_status, sms_consent, personal_data_processing_status, created_at, updated_at, deleted_at,
        custom_fields, read_at
        """;

    /// <param name="row">Begins with the columns in their order, then the JSON.</param>
    public static CandidateView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        JobviteCandidateId = row.GetString(1),
        Email = row.Text(2),
        FirstName = row.Text(3),
        LastName = row.Text(4),
        Mobile = row.Text(5),
        HomePhone = row.Text(6),
        WorkPhone = row.Text(7),
        Address = row.Text(8),
        Address2 = row.Text(9),
        City = row.Text(10),
        State = row.Text(11),
        PostalCode = row.Text(12),
        Country = row.Text(13),
        Location = row.Text(14),
        Title = row.Text(15),
        CompanyName = row.Text(16),
        WorkStatus = row.Text(17),
        SmsConsent = row.Text(18),
        PersonalDataProcessingStatus = row.Text(19),
        CreatedAt = row.OptionalTime(20)!.Value,
        UpdatedAt = row.OptionalTime(21)!.Value,
        DeletedAt = row.OptionalTime(22),
        CustomFields = row.Text(23),
        ReadAt = row.OptionalTime(24)!.Value,
        RawJson = row.Text(25),
    };

    /// <summary>The applications come in their order; the raw JSON is there when it was read.</summary>
    public static CandidateView Join(CandidateView candidate, IReadOnlyList<FoundApplication> applications) => candidate with
    {
        Applications = [.. applications.Select(application => application.View)],
        ReadAt = applications.Select(application => application.ReadAt).Append(candidate.ReadAt).Max(),
        RawJson = candidate.RawJson is { } person ? CandidateJson.Join(person, [.. applications.Select(application => application.RawJson).OfType<string>()]) : null,
    };
}
