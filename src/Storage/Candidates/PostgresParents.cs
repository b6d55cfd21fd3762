namespace Jobvite.Storage.Postgres;

/// <summary>
/// Keeps the candidates of what is about to be stored. No foreign key does so (docs/adr/0018): whoever stores an application or a document
/// has written, or holds, its candidate in the same transaction.
/// </summary>
internal static class PostgresParents
{
    // In the order of the ids given. Keeps a deletion away and nobody else; the lock is a mark on the row, not a new version of it.
    private const string Hold = """
        SELECT count(*)
        FROM unnest(@ids) AS held (id)
        CROSS JOIN LATERAL (SELECT FROM candidates WHERE company_id = @companyId AND jobvite_id = held.id LIMIT 1 FOR KEY SHARE) AS r
        """;

    /// <summary>
    /// Holds the candidates that were not written. Nearly always there are none: an application that is new or different shows its person
    /// as changed, and whoever stores documents notes that beside the candidate.
    /// </summary>
    /// <exception cref="PostgresConflictException">One of them has been deleted since it was read.</exception>
    public static async Task HoldUnwritten(PostgresSession session, string companyId, CandidateLedger ledger)
    {
        var written = ledger.Persons.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        string[] ids =
        [
            .. ledger.Applications.Where(change => change.Row is not null).Select(change => change.Owner)
                .Except(ledger.DocumentsChanged, StringComparer.Ordinal)
                .Where(id => !written.Contains(id))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        if (ids.Length > 0 && await session.Scalar<long>(Hold, new { companyId, ids }).ConfigureAwait(false) != ids.Length)
        {
            throw new PostgresConflictException();
        }
    }
}
