namespace Jobvite.Storage;

/// <summary>
/// What an erasure does to each table, in the order in which everybody locks them. A table that holds anything of a person must be here:
/// docs/adr/0043 lists all tables.
/// </summary>
internal static class ErasureStatements
{
    /// <summary>The statements, and which number of the answer their rows count to.</summary>
    public static IReadOnlyList<(ErasedPart Part, string Sql)> Of<TSession>()
        where TSession : ISession =>
    [
        // Who stores a document holds its candidate's row: with the candidate gone, nobody stores another one.
        (ErasedPart.Rows, "DELETE FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId"),
        (ErasedPart.Rows, "DELETE FROM applications WHERE company_id = @companyId AND candidate_id = @candidateId"),
        (ErasedPart.Documents, $"DELETE FROM candidate_documents WHERE company_id = @companyId AND (candidate_id = @candidateId OR application_id {TSession.IsOneOf("@applications")})"),
        (ErasedPart.Rows, $"DELETE FROM onboarding_processes WHERE company_id = @companyId AND jobvite_id {TSession.IsOneOf("@processes")}"),
        (ErasedPart.Rows, $"DELETE FROM onboarding_tasks WHERE company_id = @companyId AND process_id {TSession.IsOneOf("@processes")}"),

        // Events that ask for the person have nothing more to ask for. Others that name the person go on, without their bodies.
        (ErasedPart.None, $"""
            UPDATE webhook_events
            SET status = CASE WHEN status = 6 THEN 6 ELSE 3 END, processed_at = coalesce(processed_at, @now), next_attempt_at = NULL, error_message = @note, history = '[]'
            WHERE company_id = @companyId AND id {TSession.IsOneOf("@about")}
            """),
        (ErasedPart.WebhookBodies, $"""
            UPDATE webhook_events SET body = @empty, body_bytes = coalesce(body_bytes, length(body))
            WHERE company_id = @companyId AND id {TSession.IsOneOf("@events")} AND length(body) > 0
            """),

        // The history from before the feed has no place that a consumer could hold.
        (ErasedPart.Changes, "DELETE FROM record_changes WHERE company_id = @companyId AND candidate_id = @candidateId AND position IS NULL"),
        (ErasedPart.Changes, $"""
            UPDATE record_changes SET from_state = NULL, to_state = NULL, fields = ''
            WHERE company_id = @companyId AND position IS NOT NULL AND (from_state IS NOT NULL OR to_state IS NOT NULL OR fields <> '')
              AND (candidate_id = @candidateId OR application_id {TSession.IsOneOf("@applications")})
            """),
        (ErasedPart.Changes, $"""
            UPDATE record_changes SET from_state = NULL, to_state = NULL, fields = ''
            WHERE company_id = @companyId AND candidate_id = '' AND position IS NOT NULL AND fields <> '' AND type LIKE 'task.%' AND record_id {TSession.IsOneOf("@tasks")}
            """),

        // Deliveries hold ids only, and read the record when they are sent. What a receiver answered may name the person.
        (ErasedPart.Deliveries, $"""
            UPDATE webhook_attempts SET answer = NULL
            WHERE company_id = @companyId AND answer IS NOT NULL AND change_id IN (
                SELECT id FROM record_changes
                WHERE company_id = @companyId AND (candidate_id = @candidateId OR application_id {TSession.IsOneOf("@applications")}))
            """),
    ];
}

/// <summary>What the rows of a statement count to.</summary>
internal enum ErasedPart
{
    None,
    Rows,
    Documents,
    WebhookBodies,
    Changes,
    Deliveries,
}
