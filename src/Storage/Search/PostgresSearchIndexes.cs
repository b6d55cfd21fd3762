using System.Reflection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jobvite.Storage.Postgres.Search;

/// <summary>Makes the indexes for parts of words where the server has what they need; without them a search reads all rows of its company.</summary>
internal static partial class PostgresSearchIndexes
{
    private const string Script = "Jobvite.Storage.Postgres.Search.search_indexes.sql";

    public static async Task Ensure(MigrationSession session, ILogger logger, CancellationToken cancellationToken)
    {
        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Script)!);
        var steps = MigrationStep.Of(await script.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            if (!await session.Has(steps, cancellationToken).ConfigureAwait(false))
            {
                await session.Run(steps, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException exception) when (exception.SqlState
            is PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.FeatureNotSupported
            or PostgresErrorCodes.UndefinedFile
            or PostgresErrorCodes.UndefinedObject)
        {
            LogMissing(logger, exception.SqlState);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Searches by part of a word will be slow: the extensions pg_trgm and btree_gin cannot be created (SQLSTATE {SqlState}). As an administrator, run CREATE EXTENSION for both in this database, then restart.")]
    private static partial void LogMissing(ILogger logger, string sqlState);
}
