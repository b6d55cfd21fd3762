namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="ICompanyData"/>
internal sealed class PostgresCompanyData(PostgresDatabase database) : ICompanyData
{
    // Batches keep transactions, locks and the write-ahead log short. Rows that are referred to go after those that refer to them, and
    // take with them what somebody stored in between.
    private static readonly string[] Batches =
    [
        "DELETE FROM webhook_events WHERE (company_id, id) IN (SELECT company_id, id FROM webhook_events WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM candidate_documents WHERE (company_id, id) IN (SELECT company_id, id FROM candidate_documents WHERE company_id = @companyId LIMIT 200)",
        "DELETE FROM applications WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM applications WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM candidates WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM candidates WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM record_changes WHERE (company_id, candidate_id, seen_at, id) IN (SELECT company_id, candidate_id, seen_at, id FROM record_changes WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM jobs WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM jobs WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM onboarding_tasks WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM onboarding_tasks WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM onboarding_processes WHERE (company_id, jobvite_id) IN (SELECT company_id, jobvite_id FROM onboarding_processes WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM sync_pages WHERE (company_id, run_id, page) IN (SELECT company_id, run_id, page FROM sync_pages WHERE company_id = @companyId LIMIT 2000)",
        "DELETE FROM sync_runs WHERE (company_id, run_id) IN (SELECT company_id, run_id FROM sync_runs WHERE company_id = @companyId LIMIT 2000)",
    ];

    public async Task Delete(string companyId, CancellationToken cancellationToken)
    {
        foreach (var batch in Batches)
        {
            while (await database.Write(session => session.Execute(batch, new { companyId }), cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
    }
}
