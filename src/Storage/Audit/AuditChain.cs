namespace Jobvite.Storage;

/// <inheritdoc cref="IAuditChain"/>
internal sealed class AuditChain<TSession>(IDatabase<TSession> database) : IAuditChain
    where TSession : ISession
{
    private const int BatchSize = 1000;

    private const string Companies = "SELECT company_id FROM audit_chains UNION SELECT company_id FROM audit_log ORDER BY 1";
    private const string Chain = "SELECT position, hash, removed_to, removed_hash FROM audit_chains WHERE company_id = @companyId";
    private const string Rows = $"SELECT {AuditRow.Columns}, position, hash FROM audit_log WHERE company_id = @companyId AND position > @after ORDER BY position LIMIT 1000";
    private const string Unnumbered = $"SELECT {AuditRow.Columns} FROM audit_log WHERE company_id = @companyId AND position IS NULL ORDER BY at, id";

    public Task<IReadOnlyList<string>> ListCompanies(CancellationToken cancellationToken) => database.Read(
        async session => (IReadOnlyList<string>)await session.Query(Companies, null, row => row.RequiredText("company_id")).ConfigureAwait(false), cancellationToken);

    public Task<ChainReport> Check(string companyId, ChainHead? known, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var walk = await session.QueryFirst(
                Chain,
                new { companyId },
                row => new ChainWalk(new(row.Integer("position"), row.RequiredText("hash")), new(row.Integer("removed_to"), row.RequiredText("removed_hash")), known)).ConfigureAwait(false);
            var hasChain = walk is { Head.Position: > 0 };
            walk ??= new ChainWalk(new(0, ""), new(0, ""), known);
            for (var after = long.MinValue; ;)
            {
                var batch = await session.Query(
                    Rows, new { companyId, after }, row => (Position: row.Integer("position"), Hash: row.Text("hash"), Row: AuditRow.Read(row, companyId))).ConfigureAwait(false);
                foreach (var (position, hash, row) in batch)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    walk.Go(position, hash, row);
                    after = position;
                }

                if (batch.Count < BatchSize)
                {
                    break;
                }
            }

            walk.End();
            var unnumbered = await session.Query(Unnumbered, new { companyId }, row => AuditRow.Read(row, companyId)).ConfigureAwait(false);
            if (hasChain)
            {
                foreach (var row in unnumbered)
                {
                    walk.Break($"The row {ChainWalk.Describe(row)} has no number: it was put in by hand, or by an older version of this program beside this one.");
                }
            }

            return new ChainReport(companyId, walk.First, walk.Rows, hasChain ? walk.Head : null, hasChain ? 0 : unnumbered.Count, walk.Breaks);
        },
        cancellationToken);
}

/// <summary>Goes along a chain and notes where it breaks.</summary>
/// <param name="head">The last row as the chain knows it.</param>
/// <param name="removed">The last row that is not kept any more.</param>
/// <param name="known">The last row as an earlier check knew it.</param>
internal sealed class ChainWalk(ChainHead head, ChainHead removed, ChainHead? known)
{
    private readonly List<string> _breaks = [];
    private readonly ChainHead _removed = removed;
    private ChainHead _last = removed;

    // Whether the former row is there, so that this one's hash can be checked.
    private bool _follows = true;

    public ChainHead Head => head;

    public long First { get; private set; }

    public long Rows { get; private set; }

    public IReadOnlyList<string> Breaks => _breaks;

    public static string Describe(AuditRow row) => $"{row.Id} ({row.Entry.Action}, {row.Entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC)";

    public void Go(long position, string? hash, AuditRow row)
    {
        First = Rows++ == 0 ? position : First;
        if (position <= _removed.Position)
        {
            Break($"Row {position}, {Describe(row)}, should have been removed for its age: rows up to {_removed.Position} were.");
            return;
        }

        if (position > head.Position)
        {
            Break($"Row {position}, {Describe(row)}, lies beyond the end of the chain, which is row {head.Position}.");
        }

        if (position > _last.Position + 1)
        {
            Break(Missing(_last.Position + 1, position - 1));
            _follows = false;
        }

        if (hash is null || (_follows && hash != row.HashAt(position, _last.Hash)))
        {
            Break($"Row {position}, {Describe(row)}, does not have the hash of what it says after row {position - 1}: one of the two was changed.");
        }

        _follows = true;
        _last = new(position, hash ?? "");
        Compare(_last);
    }

    public void End()
    {
        if (_last.Position < head.Position)
        {
            Break(Missing(_last.Position + 1, head.Position));
        }
        else if (_last.Position == head.Position && _last.Hash != head.Hash)
        {
            Break($"The chain ends with another hash than its last row, {_last.Position}: one of the two was changed.");
        }

        Compare(_removed);
        if (known is not null && known.Position > head.Position)
        {
            Break($"The earlier check knew row {known.Position}; the chain ends with row {head.Position} now.");
        }
    }

    public void Break(string what)
    {
        if (_breaks.Count < ChainReport.MostBreaks)
        {
            _breaks.Add(what);
        }
    }

    private static string Missing(long from, long to) => from == to ? $"Row {from} is missing." : $"Rows {from} to {to} are missing.";

    private void Compare(ChainHead row)
    {
        if (known is not null && known.Position == row.Position && known.Hash != row.Hash)
        {
            Break($"Row {row.Position} has another hash than at the earlier check: the chain was written anew from there or from before.");
        }
    }
}
