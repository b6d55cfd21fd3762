namespace Jobvite.Storage.Postgres;

/// <summary>The stored ones among incoming records, and which version of each row was read.</summary>
internal sealed record PostgresStored(IReadOnlyList<StoredRecord> Records, IReadOnlyDictionary<string, string> Versions);
