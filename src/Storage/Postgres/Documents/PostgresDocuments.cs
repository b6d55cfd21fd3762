namespace Jobvite.Storage.Postgres;

/// <summary>Known documents of candidates, and which version of each row was read.</summary>
internal sealed record PostgresDocuments(IReadOnlyList<KnownDocument> Documents, IReadOnlyDictionary<DocumentKey, (Guid Id, string Version)> Rows);
