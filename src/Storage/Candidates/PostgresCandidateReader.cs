using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows candidates with their applications.</summary>
internal static class PostgresCandidateReader
{
    // After the page's columns: those of CandidateMap, the JSON, and the two of the place.
    private const int FirstOfApplication = 28;

    private const string WithEmail = "lower(left(email, 200)) = lower(left(@email, 200)) AND lower(email) = lower(@email)";

    // Sets that are asked "are you in it?" for each candidate, and not joined: the planner, which does not know how many rows a company has,
    // would look up tens of thousands of candidates one by one. "IS TRUE" keeps it from turning the question into a join.
    private const string HasApplication = """
        SELECT candidate_id FROM applications
        WHERE company_id = @companyId AND (@includeDeleted OR deleted_at IS NULL)
        """;

    private const string ToJob = "left(job_id, 200) = left(@jobId, 200) AND job_id = @jobId";

    private const string InState = "lower(left(workflow_state, 200)) = lower(left(@workflowState, 200)) AND lower(workflow_state) = lower(@workflowState)";

    private const string InStates = "lower(left(workflow_state, 200)) = ANY (ARRAY(SELECT lower(left(state, 200)) FROM unnest(@workflowStates) AS state)) AND workflow_state = ANY (@workflowStates)";

    private const string Applied = "(jobvite_id IN (SELECT candidate_id FROM applied)) IS TRUE";

    private const string Applications = $"""
        LEFT JOIN LATERAL (
            SELECT {ApplicationMap.Columns},
                   CASE WHEN @includeRaw THEN raw_json END AS application_json,
                   coalesce(source_updated_at, last_updated_date, sent_date) AS told_at, updated_at AS stored_at
            FROM applications
            WHERE company_id = @companyId AND candidate_id = page.jobvite_id AND deleted_at IS NULL) AS a ON true
        """;

    private const string NewestFirst = "a.told_at DESC NULLS LAST, a.stored_at DESC, a.jobvite_id";

    private const string GetOne = $"""
        SELECT page.*, a.*
        FROM (
            SELECT {CandidateMap.Columns}, raw_json, updated_at AS place_key, id AS place_tie
            FROM candidates
            WHERE company_id = @companyId AND jobvite_id = @candidateId) AS page
        {Applications}
        ORDER BY {NewestFirst}
        """;

    // Word for word the expression of the index candidates_name.
    private const string Name = @"(lower(left(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 100)) COLLATE ""C"")";

    private static readonly PostgresList<FoundCandidate> Candidates = new(
        ListName.Candidates,
        "candidates",
        CandidateMap.Columns,
        new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("updated_at", "id"), [SortColumn.Name] = new(Name, "jobvite_id") },
        Found)
    {
        Shown = ", a.*",
        Beside = Applications,
        BesideOrder = $", {NewestFirst}",
        Add = AddApplication,
    };

    public static async Task<Page<CandidateView>> List(
        PostgresDatabase database, string companyId, CandidateFilter filter, PageRequest page, bool includeRaw, CancellationToken cancellationToken)
    {
        var conditions = await ConditionsOf(database, companyId, filter, cancellationToken).ConfigureAwait(false);
        conditions.Arguments.Add("includeRaw", includeRaw);
        var found = await Candidates.Read(database, conditions, page, includeRaw, cancellationToken).ConfigureAwait(false);
        return new Page<CandidateView>([.. found.Items.Select(one => one.Join())], found.Total, found.PageNumber, found.PageSize, found.NextCursor);
    }

    /// <summary>The conditions that a filter makes.</summary>
    public static async Task<ListConditions> ConditionsOf(PostgresDatabase database, string companyId, CandidateFilter filter, CancellationToken cancellationToken)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Email, WithEmail, "email", filter.Email.ToColumn())
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", filter.UpdatedSince.ToColumn())
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", filter.CreatedSince.ToColumn());
        ApplyTo(conditions, filter, await PostgresChoices.Meant(database, companyId, ChoiceColumn.WorkflowState, filter.Loose, filter.WorkflowState, cancellationToken).ConfigureAwait(false));
        Search(conditions, filter.Search.ToColumn());
        conditions.Arguments.Add("includeDeleted", filter.IncludeDeleted);
        if (!filter.IncludeDeleted)
        {
            conditions.And("deleted_at IS NULL");
        }

        return conditions;
    }

    public static async Task<CandidateView?> Get(PostgresDatabase database, string companyId, string candidateId, CancellationToken cancellationToken)
    {
        FoundCandidate? found = null;
        var statement = PostgresStatement.Of(GetOne, ("companyId", companyId), ("candidateId", candidateId.ToColumn()), ("includeRaw", true));
        await database.Ask(PlanChoice.Once, [statement], Take, cancellationToken).ConfigureAwait(false);
        return found?.Join();

        void Take(int number, DbDataReader row)
        {
            if (found is null)
            {
                found = Found(row);
            }
            else
            {
                AddApplication(found, row);
            }
        }
    }

    /// <summary>What is said of applications is said of one of them.</summary>
    /// <param name="conditions">Gets the condition.</param>
    /// <param name="filter">What was asked for.</param>
    /// <param name="states">The workflow states that the filter means; null when it names one.</param>
    private static void ApplyTo(ListConditions conditions, CandidateFilter filter, string[]? states)
    {
        var job = filter.JobId is null ? "" : $" AND {ToJob}";
        var state = states is not null ? $" AND {InStates}" : filter.WorkflowState is not null ? $" AND {InState}" : "";
        var sent = (filter.AppliedFrom is null ? "" : " AND sent_date >= @appliedFrom") + (filter.AppliedUntil is null ? "" : " AND sent_date < @appliedUntil");
        if (job.Length > 0 || state.Length > 0 || sent.Length > 0)
        {
            conditions.With = $"WITH applied AS MATERIALIZED ({HasApplication}{job}{state}{sent})";
            conditions.Where(
                Applied,
                ("jobId", filter.JobId.ToColumn() ?? ""),
                ("workflowState", filter.WorkflowState.ToColumn() ?? ""),
                ("workflowStates", states ?? []),
                ("appliedFrom", filter.AppliedFrom.ToColumn()),
                ("appliedUntil", filter.AppliedUntil.ToColumn()));
        }
    }

    /// <summary>ARRAY makes the ids of candidates known before the rows are looked for, so that an index finds either.</summary>
    private static void Search(ListConditions conditions, string? search)
    {
        foreach (var (i, word) in SearchWord.Read(search ?? "").Index())
        {
            conditions.Where(
                $"""
                (search_text LIKE @part{i} OR jobvite_id = ANY (ARRAY(
                    SELECT @id{i} UNION ALL
                    SELECT candidate_id FROM applications WHERE company_id = @companyId AND jobvite_id = @id{i} AND (@includeDeleted OR deleted_at IS NULL))))
                """,
                ($"part{i}", LikePattern.Contains(word.Folded)),
                ($"id{i}", word.Typed));
        }
    }

    private static FoundCandidate Found(DbDataReader row)
    {
        var candidate = new FoundCandidate(CandidateMap.View(row));
        AddApplication(candidate, row);
        return candidate;
    }

    private static void AddApplication(FoundCandidate candidate, DbDataReader row)
    {
        if (!row.IsDBNull(FirstOfApplication))
        {
            candidate.Applications.Add(ApplicationMap.Found(row, FirstOfApplication));
        }
    }
}
