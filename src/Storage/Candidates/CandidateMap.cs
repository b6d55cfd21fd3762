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

/// <summary>Makes applications of rows.</summary>
internal static class ApplicationMap
{
    public const string Columns = """
        candidate_id, jobvite_id, job_id, workflow_state, workflow_state_id, disposition, source, source_type, jobvite_channel, sent_date,
        last_updated_date, hire_date, start_date, consent_status, has_artifacts, custom_fields, read_at
        """;

    /// <param name="row">Has the columns in their order, then the JSON.</param>
    /// <param name="first">Where the columns begin.</param>
    public static FoundApplication Found(DbDataReader row, int first = 0) =>
        new(row.GetString(first), View(row, first + 1), row.OptionalTime(first + 16)!.Value, row.Text(first + 17));

    private static ApplicationView View(DbDataReader row, int first) => new()
    {
        ApplicationId = row.GetString(first),
        JobviteJobId = row.Text(first + 1),
        WorkflowState = row.Text(first + 2),
        WorkflowStateId = row.Text(first + 3),
        Disposition = row.Text(first + 4),
        Source = row.Text(first + 5),
        SourceType = row.Text(first + 6),
        JobviteChannel = row.Text(first + 7),
        SentDate = row.OptionalTime(first + 8),
        LastUpdatedDate = row.OptionalTime(first + 9),
        HireDate = row.OptionalTime(first + 10),
        StartDate = row.OptionalTime(first + 11),
        ConsentStatus = row.Text(first + 12),
        HasArtifacts = row.OptionalFlag(first + 13),
        CustomFields = row.Text(first + 14),
    };
}

/// <summary>A candidate while its applications are being read.</summary>
internal sealed record FoundCandidate(CandidateView View)
{
    public List<FoundApplication> Applications { get; } = [];

    public CandidateView Join() => CandidateMap.Join(View, Applications);
}

/// <summary>An application beside its candidate's id, when it was read at Jobvite, and, if it was asked for, its JSON.</summary>
internal sealed record FoundApplication(string CandidateId, ApplicationView View, DateTimeOffset ReadAt, string? RawJson);
