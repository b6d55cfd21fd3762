namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="ICompanyData"/>
internal sealed class PostgresCompanyData(PostgresDatabase database) : ICompanyData
{
    // Batches keep transactions, locks and the write-ahead log short.
    private const string Events = "DELETE FROM webhook_events WHERE (company_id, id) IN (SELECT company_id, id FROM webhook_events WHERE company_id = @companyId LIMIT 2000)";
    private const string Documents = "DELETE FROM candidate_documents WHERE (company_id, id) IN (SELECT company_id, id FROM candidate_documents WHERE company_id = @companyId LIMIT 200)";
    private const string Applications = "DELETE FROM applications WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM applications WHERE company_id = @companyId LIMIT 2000)";

    private const string Candidates = """
        DELETE FROM candidates
        WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM candidates WHERE company_id = @companyId LIMIT 2000)
        RETURNING jobvite_id
        """;

    private const string DocumentsOf = "DELETE FROM candidate_documents WHERE company_id = @companyId AND candidate_id = ANY (@candidates)";
    private const string ApplicationsOf = "DELETE FROM applications WHERE company_id = @companyId AND candidate_id = ANY (@candidates)";

    private static readonly string[] Others =
    [
        "UPDATE change_feeds SET removed_to = position WHERE company_id = @companyId AND removed_to < position",
        "DELETE FROM record_changes WHERE (company_id, candidate_id, seen_at, id) IN (SELECT company_id, candidate_id, seen_at, id FROM record_changes WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM jobs WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM jobs WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM onboarding_tasks WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM onboarding_tasks WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM onboarding_processes WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM onboarding_processes WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM sync_pages WHERE (company_id, run_id, page) IN (SELECT company_id, run_id, page FROM sync_pages WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM sync_runs WHERE (company_id, run_id) IN (SELECT company_id, run_id FROM sync_runs WHERE company_id = @companyId LIMIT 2000)",

        // Whoever writes to the feed meanwhile waits for this, and begins a new one. What was written since the batches above goes with the old one.
        "DELETE FROM change_feeds WHERE company_id = @companyId; DELETE FROM record_changes WHERE company_id = @companyId",
        "DELETE FROM eeo_scrubs WHERE company_id = @companyId",
        "DELETE FROM suppressed_ids WHERE company_id = @companyId",
        "DELETE FROM suppressions WHERE company_id = @companyId",
        "DELETE FROM sync_deletions WHERE company_id = @companyId",
        "DELETE FROM webhook_refusals WHERE company_id = @companyId",
        "DELETE FROM announced_changes WHERE company_id = @companyId",
        "DELETE FROM health_contacts WHERE company_id = @companyId",
        "DELETE FROM health_incidents WHERE company_id = @companyId",
        "DELETE FROM list_views WHERE company_id = @companyId",
        "DELETE FROM health_gaps WHERE company_id = @companyId",
        "DELETE FROM company_health WHERE company_id = @companyId",

        // In this order: whoever sends at the moment notes it with the channel's row, and whoever tests with the settings'.
        "DELETE FROM notice_settings WHERE company_id = @companyId",
        "DELETE FROM notice_channels WHERE company_id = @companyId",
        "DELETE FROM notice_marks WHERE company_id = @companyId",
        "DELETE FROM notice_log WHERE company_id = @companyId",
    ];

    public async Task Delete(string companyId, CancellationToken cancellationToken)
    {
        foreach (var batch in (string[])[.. EndpointRows.RemovalsOfCompany<PostgresSession>(), Events, Documents, Applications])
        {
            await Repeat(session => session.Execute(batch, new { companyId }), cancellationToken).ConfigureAwait(false);
        }

        await Repeat(session => DeleteCandidates(session, companyId), cancellationToken).ConfigureAwait(false);
        foreach (var batch in Others)
        {
            await Repeat(session => session.Execute(batch, new { companyId }), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// With what somebody stored for them since applications and documents were deleted. No key says that a child has a parent, so this does:
    /// who stores a child holds its candidate, and a deletion that waited for him looks again, by a statement of its own.
    /// </summary>
    private static async Task<int> DeleteCandidates(PostgresSession session, string companyId)
    {
        var candidates = await session.Query(Candidates, new { companyId }, row => row.GetString(0)).ConfigureAwait(false);
        if (candidates.Count > 0)
        {
            var children = new { companyId, candidates = candidates.ToArray() };
            await session.Execute(DocumentsOf, children).ConfigureAwait(false);
            await session.Execute(ApplicationsOf, children).ConfigureAwait(false);
        }

        return candidates.Count;
    }

    private async Task Repeat(Func<PostgresSession, Task<int>> batch, CancellationToken cancellationToken)
    {
        while (await database.Write(batch, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
