using Microsoft.Extensions.Logging;

namespace Jobvite.Storage.Postgres.Search;

internal static partial class PostgresSearchIndexes
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Searches by part of a word will be slow: the extensions pg_trgm and btree_gin cannot be created (SQLSTATE {SqlState}). As an administrator, run CREATE EXTENSION for both in this database, then restart.")]
    private static partial void LogMissing(ILogger logger, string sqlState);
}
