namespace Jobvite.Storage;

/// <summary>Candidates' documents: reads what a ledger must know of the stored ones and writes what it decided.</summary>
internal interface IDocumentTable<in TSession>
    where TSession : ISession
{
    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="candidates">Those that an answer tells of.</param>
    /// <param name="applications">Those in the answer, each with its candidate.</param>
    Task<StoredDocuments> ReadStored(TSession session, string companyId, string[] candidates, IReadOnlyList<(string Id, string Owner)> applications);

    Task Write(TSession session, string companyId, StoredDocuments stored, IReadOnlyList<DocumentChange> changes);
}

/// <summary>Known documents and how things stand with each candidate's.</summary>
/// <param name="Documents">The documents.</param>
/// <param name="Standing">By candidate.</param>
/// <param name="Versions">Which version of each row was read; SQLite, where nobody else writes meanwhile, has none.</param>
internal sealed record StoredDocuments(
    IReadOnlyList<KnownDocument> Documents, IReadOnlyDictionary<string, DocumentStanding> Standing, IReadOnlyDictionary<Guid, string> Versions)
{
    public DocumentLedger Ledger(DateTimeOffset readAt) => new(Documents, Standing, readAt);
}
