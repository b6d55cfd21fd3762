using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IAuditReader"/>
internal sealed class AuditReader<TSession>(IDatabase<TSession> database) : IAuditReader
    where TSession : ISession
{
    public Task<Page<AuditView>> List(string companyId, string? tenantId, AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var descending = page.Sort?.Descending ?? true;
        var scope = descending ? $"{(int)ListName.AuditEntries}" : $"{(int)ListName.AuditEntries}/a";
        var place = page.Cursor is { } cursor ? ListCursor.Decode(cursor, companyId, scope) : default(ListCursor?);
        var (matches, direction) = (Matches(tenantId, filter), descending ? "DESC" : "ASC");
        var beyond = place is null ? "" : descending ? " AND (at, id) < (@at, @id)" : " AND (at, id) > (@at, @id)";
        var arguments = Arguments(companyId, tenantId, filter, place is { } mark ? new AuditMark(DateTimeOffset.FromUnixTimeMilliseconds(mark.UnixMilliseconds), mark.RowId) : null);
        return database.Read(
            async session =>
            {
                var total = await session.Scalar<long>($"SELECT count(*) FROM audit_log WHERE {matches}", arguments(0, 0)).ConfigureAwait(false);

                // One row more than asked for tells whether there is a next page.
                var rows = await session.Query(
                    $"SELECT {AuditRow.Columns} FROM audit_log WHERE {matches}{beyond} ORDER BY at {direction}, id {direction} LIMIT @limit OFFSET @skip",
                    arguments(page.PageSize + 1, place is null ? (page.Page - 1L) * page.PageSize : 0),
                    AuditRow.View).ConfigureAwait(false);
                var next = rows.Count > page.PageSize ? rows[page.PageSize - 1] : null;
                return new Page<AuditView>(
                    [.. rows.Take(page.PageSize)], total, page.Page, page.PageSize, next is null ? null : new ListCursor(next.At.ToUnixTimeMilliseconds(), next.Id).Encode(companyId, scope));
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<AuditView>> ReadDown(string companyId, string? tenantId, AuditFilter filter, AuditMark? before, int limit, CancellationToken cancellationToken) => Rows(
        $"SELECT {AuditRow.Columns} FROM audit_log WHERE {Matches(tenantId, filter)}{(before is null ? "" : " AND (at, id) < (@at, @id)")} ORDER BY at DESC, id DESC LIMIT @limit",
        Arguments(companyId, tenantId, filter, before)(limit, 0),
        cancellationToken);

    public async Task<IReadOnlyList<AuditView>> Find(string companyId, string? tenantId, string action, IReadOnlyList<string> about, CancellationToken cancellationToken)
    {
        if (about.Count == 0)
        {
            return [];
        }

        var rows = await Rows(
            $"SELECT {AuditRow.Columns} FROM audit_log WHERE {Matches(tenantId, new AuditFilter { Action = action })} AND about {TSession.IsOneOf("@abouts")} ORDER BY at, id",
            new { companyId, tenantId, action, abouts = about.ToArray() },
            cancellationToken).ConfigureAwait(false);
        return [.. rows.DistinctBy(row => row.Subject)];
    }

    private Task<IReadOnlyList<AuditView>> Rows(string sql, object arguments, CancellationToken cancellationToken) => database.Read(
        async session => (IReadOnlyList<AuditView>)await session.Query(sql, arguments, AuditRow.View).ConfigureAwait(false), cancellationToken);

    private static string Matches(string? tenantId, AuditFilter filter) => string.Join(" AND ", new[]
    {
        "company_id = @companyId",
        tenantId is null ? null : "tenant_id = @tenantId",
        filter.Action is null ? null : "action = @action",
        filter.Subject is null ? null : "about = @about",
        filter.Actor is null ? null : "(subject = @actor OR email = @actor)",
        filter.DateFrom is null ? null : "at >= @from",
        filter.DateTo is null ? null : "at < @to",
    }.OfType<string>());

    private static Func<int, long, object> Arguments(string companyId, string? tenantId, AuditFilter filter, AuditMark? place) => (limit, skip) => new
    {
        companyId,
        tenantId,
        action = filter.Action,
        about = filter.Subject,
        actor = filter.Actor,
        from = filter.DateFrom.ToColumn(),
        to = filter.DateTo.ToColumn(),
        at = place?.At.ToColumn(),
        id = place?.Id,
        limit,
        skip,
    };
}
