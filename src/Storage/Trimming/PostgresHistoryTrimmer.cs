namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IHistoryTrimmer"/>
internal sealed class PostgresHistoryTrimmer(PostgresDatabase database) : IHistoryTrimmer
{
    // "JobvTrim" in ASCII. Held for one batch only: a process that is frozen in the middle of one loses it with its session, and those that
    // go on need no table of leases to find that out.
    public const long LockKey = 0x4A6F62765472696D;

    private const string TryLock = "SELECT pg_try_advisory_xact_lock(@LockKey)";

    public Task<TrimBatch?> Trim(History history, DateTimeOffset before, TrimMark? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var statement = PostgresTrimStatements.Of(history);
        var from = after ?? new TrimMark(DateTimeOffset.UnixEpoch, Guid.Empty);
        return database.Write(
            async session =>
            {
                if (!await session.Scalar<bool>(TryLock, new { LockKey }).ConfigureAwait(false))
                {
                    return null;
                }

                return await session.QueryFirst(
                    statement,
                    new { before = before.ToColumn(), at = from.At.ToColumn(), id = from.Id, limit },
                    row => new TrimBatch(
                        row.Number("looked"),
                        row.Number("removed"),
                        row.OptionalTime("at") is { } at ? new TrimMark(at, row.Id()) : null)).ConfigureAwait(false);
            },
            cancellationToken);
    }
}
