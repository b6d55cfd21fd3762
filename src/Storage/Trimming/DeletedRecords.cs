namespace Jobvite.Storage;

/// <summary>Empties records that are gone at Jobvite when they have been kept long enough: ids and times stay, the rest goes, and so do documents.</summary>
public interface IDeletedRecords
{
    /// <summary>Empties one batch. A record that somebody is changing is passed over.</summary>
    /// <param name="most">How long such records are kept at most; a company may have said less. Null: for ever, unless a company said otherwise.</param>
    /// <param name="limit">How many records of each sort.</param>
    /// <param name="cancellationToken">A batch is done as a whole or not at all.</param>
    /// <returns>How many were emptied; fewer than <paramref name="limit"/> of each sort mean that there are no more for now.</returns>
    Task<EmptiedRecords> Empty(TimeSpan? most, int limit, CancellationToken cancellationToken);
}

/// <summary>What a batch did.</summary>
/// <param name="Records">How many records were emptied.</param>
/// <param name="HasMore">There may be more of some sort.</param>
public sealed record EmptiedRecords(int Records, bool HasMore);

/// <inheritdoc cref="IDeletedRecords"/>
internal sealed class DeletedRecords<TSession>(IDatabase<TSession> database) : IDeletedRecords
    where TSession : ISession
{
    private const string Periods = "SELECT DISTINCT deleted_records_days AS days FROM company_directory";

    private const string DocumentsOfPersons = "DELETE FROM candidate_documents WHERE company_id = @companyId AND candidate_id";
    private const string DocumentsOfApplications = "DELETE FROM candidate_documents WHERE company_id = @companyId AND application_id";

    // In the order in which everybody locks them.
    private static readonly (string Table, string Clears, string? Documents)[] Tables =
    [
        ("candidates", Clears(CandidateColumns.Persons, "search_text = '', custom_fields = '{}', artifacts_state = 0, artifacts_due_at = NULL, documents_read_at = NULL"), DocumentsOfPersons),
        ("applications", Clears(CandidateColumns.Applications, "custom_fields = '{}'"), DocumentsOfApplications),
        ("jobs", Clears(JobColumns.Jobs, "search_text = '', places_text = '', custom_fields = '{}'"), null),
        ("onboarding_processes", Clears(ProcessColumns.Processes), null),
        ("onboarding_tasks", Clears(ProcessColumns.Tasks), null),
    ];

    public async Task<EmptiedRecords> Empty(TimeSpan? most, int limit, CancellationToken cancellationToken)
    {
        var periods = await database.Read(session => session.Query(Periods, null, row => row.OptionalNumber("days")), cancellationToken).ConfigureAwait(false);
        var (emptied, hasMore) = (0, false);
        foreach (var days in periods)
        {
            var own = days is { } given ? TimeSpan.FromDays(given) : (TimeSpan?)null;
            if ((own is null || most < own ? most : own) is not { } keep)
            {
                continue;
            }

            foreach (var table in Tables)
            {
                var count = await database.Write(session => Empty(session, table, days, session.Now - keep, limit), cancellationToken).ConfigureAwait(false);
                emptied += count;
                hasMore |= count == limit;
            }
        }

        return new EmptiedRecords(emptied, hasMore);
    }

    private static async Task<int> Empty(TSession session, (string Table, string Clears, string? Documents) table, int? days, DateTimeOffset before, int limit)
    {
        var found = await session.Query(
            $"""
            SELECT r.company_id, r.jobvite_id
            FROM company_directory AS d JOIN {table.Table} AS r ON r.company_id = d.company_id
            WHERE {(days is null ? "d.deleted_records_days IS NULL" : "d.deleted_records_days = @days")}
              AND r.deleted_at IS NOT NULL AND r.deleted_at < @before AND r.content_hash <> ''
            LIMIT @limit {TSession.SkipLocked("r")}
            """,
            new { days, before, limit },
            row => (CompanyId: row.GetString(0), Id: row.GetString(1))).ConfigureAwait(false);
        foreach (var company in found.GroupBy(one => one.CompanyId, one => one.Id, StringComparer.Ordinal))
        {
            var arguments = new { companyId = company.Key, ids = company.ToArray(), before };
            await session.Execute(
                $"UPDATE {table.Table} SET raw_json = '{{}}', source_hash = '', content_hash = '', {table.Clears} WHERE company_id = @companyId AND jobvite_id {TSession.IsOneOf("@ids")} AND deleted_at < @before",
                arguments).ConfigureAwait(false);
            if (table.Documents is { } documents)
            {
                await session.Execute($"{documents} {TSession.IsOneOf("@ids")}", arguments).ConfigureAwait(false);
            }
        }

        return found.Count;
    }

    /// <summary>Sets everything to nothing that is no id and no time. A record that comes back is written as a whole.</summary>
    private static string Clears<TRow>(RecordColumns<TRow> columns, string more = "")
        where TRow : class, IRecordRow
    {
        string[] set = [.. columns.Replaced.Select(column => column.Name).Where(name => !IsKept(name) && !more.Contains($"{name} =", StringComparison.Ordinal)).Select(name => $"{name} = NULL")];
        return string.Join(", ", more.Length == 0 ? set : [more, .. set]);
    }

    private static bool IsKept(string column) =>
        column is "source_hash" or "content_hash" or "raw_json" or "requisition_id"
        || (column.EndsWith("_id", StringComparison.Ordinal) && column != "workflow_state_id")
        || column.EndsWith("_at", StringComparison.Ordinal)
        || column.EndsWith("_date", StringComparison.Ordinal);
}
