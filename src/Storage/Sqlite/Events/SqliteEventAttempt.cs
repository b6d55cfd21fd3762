namespace Jobvite.Storage.Sqlite;

/// <summary>An attempt as <see cref="SqliteEventTable.Remember"/> writes it.</summary>
internal sealed record SqliteEventAttempt(long At, string? Error);
