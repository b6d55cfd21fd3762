using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows candidates with their applications.</summary>
internal static class SqliteCandidateReader
{
    private const string GetOne = $"SELECT {CandidateMap.Columns}, raw_json FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId";

    private const string HasApplication = """
        jobvite_id IN (
            SELECT candidate_id FROM applications
            WHERE company_id = @companyId AND (@includeDeleted OR deleted_at IS NULL)
        """;

    // Word for word the expression of the index candidates_name.
    private const string Name = "lower(substr(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 1, 100))";

    private static readonly SqliteList<CandidateView> Candidates = new(
        ListName.Candidates,
        "candidates",
        CandidateMap.Columns,
        new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("updated_at", "id"), [SortColumn.Name] = new(Name, "jobvite_id") },
        CandidateMap.View);

    public static Page<CandidateView> List(SqliteSession session, string companyId, CandidateFilter filter, PageRequest page, bool includeRaw)
    {
        var candidates = Candidates.Read(session, ConditionsOf(session, companyId, filter), page, includeRaw);
        var applications = SqliteApplicationReader.OfCandidates(session, companyId, candidates.Items.Select(candidate => candidate.JobviteCandidateId), includeRaw);
        return candidates with { Items = [.. candidates.Items.Select(candidate => CandidateMap.Join(candidate, [.. applications[candidate.JobviteCandidateId]]))] };
    }

    /// <summary>The conditions that a filter makes.</summary>
    public static ListConditions ConditionsOf(SqliteSession session, string companyId, CandidateFilter filter)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Email, SqliteWords.IsEqual("email", "@email", filter.Email), "email", filter.Email)
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", filter.UpdatedSince.ToColumn())
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", filter.CreatedSince.ToColumn());
        ApplyTo(conditions, filter, SqliteChoices.Meant(session, companyId, ChoiceColumn.WorkflowState, filter.Loose, filter.WorkflowState));
        Search(conditions, filter.Search);
        conditions.Arguments.Add("includeDeleted", filter.IncludeDeleted);
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        return conditions;
    }

    public static CandidateView? Get(SqliteSession session, string companyId, string candidateId) =>
        session.QueryFirst(GetOne, new { companyId, candidateId }, CandidateMap.View) is { } candidate
            ? CandidateMap.Join(candidate, [.. SqliteApplicationReader.OfCandidates(session, companyId, [candidateId], includeRaw: true)[candidateId]])
            : null;

    /// <summary>What is said of applications is said of one of them.</summary>
    /// <param name="conditions">Gets the condition.</param>
    /// <param name="filter">What was asked for.</param>
    /// <param name="states">The workflow states that the filter means; null when it names one.</param>
    private static void ApplyTo(ListConditions conditions, CandidateFilter filter, string[]? states)
    {
        var job = filter.JobId is null ? "" : " AND job_id = @jobId";
        var state = states is not null ? " AND workflow_state COLLATE NOCASE IN (SELECT value FROM json_each(@workflowStates)) AND workflow_state IN (SELECT value FROM json_each(@workflowStates))"
            : filter.WorkflowState is not null ? $" AND {SqliteWords.IsEqual("workflow_state", "@workflowState", filter.WorkflowState)}"
            : "";
        var sent = (filter.AppliedFrom is null ? "" : " AND sent_date >= @appliedFrom") + (filter.AppliedUntil is null ? "" : " AND sent_date < @appliedUntil");
        if (job.Length > 0 || state.Length > 0 || sent.Length > 0)
        {
            conditions.Where(
                $"{HasApplication}{job}{state}{sent})",
                ("jobId", filter.JobId),
                ("workflowState", filter.WorkflowState),
                ("workflowStates", (states ?? []).ToColumn()),
                ("appliedFrom", filter.AppliedFrom.ToColumn()),
                ("appliedUntil", filter.AppliedUntil.ToColumn()));
        }
    }

    private static void Search(ListConditions conditions, string? search)
    {
        foreach (var (i, word) in SearchWord.Read(search ?? "").Index())
        {
            conditions.Where(
                $"(instr(search_text, @part{i}) > 0 OR jobvite_id = @id{i} OR {HasApplication} AND jobvite_id = @id{i}))",
                ($"part{i}", word.Folded),
                ($"id{i}", word.Typed));
        }
    }
}
