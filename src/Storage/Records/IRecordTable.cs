namespace Jobvite.Storage;

/// <summary>A table of records: reads what a ledger must know of the stored ones and writes what it decided.</summary>
internal interface IRecordTable<in TSession, TRow>
    where TSession : ISession
    where TRow : class, IRecordRow
{
    /// <summary>Reads the stored ones among the incoming records; <paramref name="incoming"/> gives each with its owner's id.</summary>
    Task<StoredRecords> ReadStored(TSession session, string companyId, IReadOnlyList<(TRow Row, string Owner)> incoming, SourceHashes hashes);

    Task Write(TSession session, string companyId, StoredRecords stored, IReadOnlyList<RecordChange<TRow>> changes);
}

/// <summary>The stored ones among incoming records.</summary>
/// <param name="Records">What a ledger must know of each.</param>
/// <param name="Versions">Which version of each row was read; SQLite, where nobody else writes meanwhile, has none.</param>
internal sealed record StoredRecords(IReadOnlyList<StoredRecord> Records, IReadOnlyDictionary<string, string> Versions);
