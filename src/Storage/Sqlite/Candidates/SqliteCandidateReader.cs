using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows candidates with their applications.</summary>
internal static class SqliteCandidateReader
{
    private const string Columns = """
        id, jobvite_id, email, first_name, last_name, mobile, home_phone, work_phone, address, address2, city, state, postal_code, country,
        location, title, company_name, work_status, sms_consent, personal_data_processing_status, created_at, updated_at, deleted_at
        """;

    private const string GetOne = $"SELECT {Columns}, raw_json FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId";

    private const string HasApplication = """
        jobvite_id IN (
            SELECT candidate_id FROM applications
            WHERE company_id = @companyId
        """;

    private const string OfJob = $"{HasApplication} AND job_id = @jobId AND (@includeDeleted OR deleted_at IS NULL))";

    private const string InState = $"{HasApplication} AND workflow_state = @workflowState COLLATE NOCASE AND (@includeDeleted OR deleted_at IS NULL))";

    private const string Named = @"(coalesce(first_name || ' ' || last_name, first_name, last_name) LIKE @search ESCAPE '\' OR email LIKE @search ESCAPE '\')";

    private static readonly SqliteList<CandidateView> Candidates = new(ListName.Candidates, "candidates", Columns, "updated_at", "id", View);

    public static Page<CandidateView> List(SqliteSession session, string companyId, CandidateFilter filter, PageRequest page, bool includeRaw)
    {
        var conditions = new SqliteConditions(companyId)
            .When(filter.Email, "email = @email COLLATE NOCASE", "email", filter.Email)
            .When(filter.JobId, OfJob, "jobId", filter.JobId)
            .When(filter.WorkflowState, InState, "workflowState", filter.WorkflowState)
            .When(filter.Search, Named, "search", filter.Search is { } search ? LikePattern.Contains(search) : null);
        conditions.Arguments.Add("includeDeleted", filter.IncludeDeleted);
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        var candidates = Candidates.Read(session, conditions, page, includeRaw);
        var applications = SqliteApplicationReader.OfCandidates(session, companyId, candidates.Items.Select(candidate => candidate.JobviteCandidateId), includeRaw);
        return candidates with { Items = [.. candidates.Items.Select(candidate => Join(candidate, applications))] };
    }

    public static CandidateView? Get(SqliteSession session, string companyId, string candidateId) =>
        session.QueryFirst(GetOne, new { companyId, candidateId }, View) is { } candidate
            ? Join(candidate, SqliteApplicationReader.OfCandidates(session, companyId, [candidateId], includeRaw: true))
            : null;

    private static CandidateView Join(CandidateView candidate, ILookup<string, SqliteApplicationReader.Found> applications)
    {
        var own = applications[candidate.JobviteCandidateId].ToList();
        return candidate with
        {
            Applications = [.. own.Select(application => application.View)],
            RawJson = candidate.RawJson is { } person ? CandidateJson.Join(person, own.Select(application => application.RawJson).OfType<string>()) : null,
        };
    }

    private static CandidateView View(DbDataReader row) => new()
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
}
