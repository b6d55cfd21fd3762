namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="ICompanyData"/>
internal sealed class SqliteCompanyData(SqliteDatabase database) : ICompanyData
{
    // Batches keep the one writer free for others in between. Rows that are referred to go after those that refer to them.
    private static readonly string[] Batches =
    [
        .. EndpointRows.RemovalsOfCompany<SqliteSession>(),
        "DELETE FROM webhook_events WHERE rowid IN (SELECT rowid FROM webhook_events WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM candidate_documents WHERE rowid IN (SELECT rowid FROM candidate_documents WHERE company_id = @companyId LIMIT 100)",
        "DELETE FROM applications WHERE rowid IN (SELECT rowid FROM applications WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM candidates WHERE rowid IN (SELECT rowid FROM candidates WHERE company_id = @companyId LIMIT 500)",
        "UPDATE change_feeds SET removed_to = position WHERE company_id = @companyId AND removed_to < position",
        "DELETE FROM record_changes WHERE (company_id, candidate_id, seen_at, id) IN (SELECT company_id, candidate_id, seen_at, id FROM record_changes WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM jobs WHERE rowid IN (SELECT rowid FROM jobs WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM onboarding_tasks WHERE rowid IN (SELECT rowid FROM onboarding_tasks WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM onboarding_processes WHERE rowid IN (SELECT rowid FROM onboarding_processes WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM sync_pages WHERE rowid IN (SELECT rowid FROM sync_pages WHERE company_id = @companyId LIMIT 500)",
        "DELETE FROM sync_runs WHERE rowid IN (SELECT rowid FROM sync_runs WHERE company_id = @companyId LIMIT 500)",
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
        foreach (var batch in Batches)
        {
            while (await database.Write(session => session.Execute(batch, new { companyId }), cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }

        await database.Compact(mayTakeLong: true, cancellationToken).ConfigureAwait(false);
    }
}
