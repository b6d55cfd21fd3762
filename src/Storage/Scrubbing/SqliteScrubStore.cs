namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IScrubStore"/>
internal sealed class SqliteScrubStore(SqliteDatabase database) : IScrubStore
{
    private const string Save = """
        INSERT INTO eeo_scrubs (company_id, ordered_at, due_at, passes_left, area, position)
        VALUES (@companyId, @orderedAt, @dueAt, @PassesLeft, @Area, @Position)
        ON CONFLICT (company_id) DO UPDATE SET
            ordered_at = excluded.ordered_at, due_at = excluded.due_at, passes_left = excluded.passes_left, area = excluded.area, position = excluded.position
        """;

    private const string Due = "SELECT company_id, ordered_at FROM eeo_scrubs WHERE due_at <= @now ORDER BY ordered_at DESC, company_id LIMIT @limit";

    private const string DueOfCompany = """
        SELECT ordered_at, due_at, passes_left, area, position FROM eeo_scrubs WHERE company_id = @companyId AND due_at <= @now
        """;

    private const string Remove = "DELETE FROM eeo_scrubs WHERE company_id = @companyId AND ordered_at = @orderedAt";

    private const string Events = "SELECT id, body FROM webhook_events WHERE company_id = @companyId AND id > @position ORDER BY id LIMIT @limit";

    private const string ReplaceBody = "UPDATE webhook_events SET body = @Body WHERE company_id = @companyId AND id = @Id";

    public Task Order(string companyId, CancellationToken cancellationToken) =>
        database.Write(session => Keep(session, companyId, ScrubPlan.Begin(session.Now)), cancellationToken);

    public Task<IReadOnlyList<ScrubOrder>> FindDue(int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<ScrubOrder>>(
        session => session.Query(Due, new { now = session.Now.ToColumn(), limit }, row => new ScrubOrder(row.RequiredText("company_id"), row.Time("ordered_at"))),
        cancellationToken);

    public Task<DateTimeOffset?> FindOrder(string companyId, CancellationToken cancellationToken) => database.Read(
        session => session.Query("SELECT ordered_at FROM eeo_scrubs WHERE company_id = @companyId", new { companyId }, row => (DateTimeOffset?)row.Time("ordered_at")).FirstOrDefault(),
        cancellationToken);

    public Task Withdraw(ScrubOrder order, CancellationToken cancellationToken) => database.Write(
        session => { session.Execute(Remove, new { companyId = order.CompanyId, orderedAt = order.OrderedAt.ToColumn() }); },
        cancellationToken);

    public async Task<ScrubBatch?> Scrub(string companyId, IScrub scrub, int limit, CancellationToken cancellationToken)
    {
        var batch = await ScrubNext(companyId, scrub, limit, cancellationToken).ConfigureAwait(false);
        if (batch is { EndsPass: true })
        {
            // What a reader keeps it from now is done at the end of the second pass, or with the next erasure.
            await database.Compact(mayTakeLong: true, cancellationToken).ConfigureAwait(false);
        }

        return batch;
    }

    private Task<ScrubBatch?> ScrubNext(string companyId, IScrub scrub, int limit, CancellationToken cancellationToken) => database.Write(
        ScrubBatch? (session) =>
        {
            var plan = session.QueryFirst(
                DueOfCompany,
                new { companyId, now = session.Now.ToColumn() },
                row => new ScrubPlan(row.Time("ordered_at"), row.Time("due_at"), row.Number("passes_left"), (ScrubArea)row.Number("area"), row.RequiredText("position")));
            if (plan is null)
            {
                return null;
            }

            var rows = plan.Rows(limit);
            var (last, changed) = plan.Area switch
            {
                ScrubArea.Events => ScrubEvents(session, companyId, scrub, plan.Position, rows),
                ScrubArea.Answers => ScrubAnswers(session, companyId, rows),
                _ => ScrubRecords(session, companyId, scrub, plan, rows),
            };
            var next = plan.After(last);
            if (next is null)
            {
                session.Execute(Remove, new { companyId, orderedAt = plan.OrderedAt.ToColumn() });
            }
            else
            {
                Keep(session, companyId, next);
            }

            return new ScrubBatch(changed, EndsPass: next is null || next.PassesLeft < plan.PassesLeft);
        },
        cancellationToken);

    private static void Keep(SqliteSession session, string companyId, ScrubPlan plan) => session.Execute(
        Save, new { companyId, orderedAt = plan.OrderedAt.ToColumn(), dueAt = plan.DueAt.ToColumn(), plan.PassesLeft, plan.Area, plan.Position });

    private static (string? Last, int Changed) ScrubRecords(SqliteSession session, string companyId, IScrub scrub, ScrubPlan plan, int limit)
    {
        var table = ScrubTable.Of(plan.Area);
        var rows = session.Query(
            $"""
            SELECT jobvite_id, {table.Owner} AS owner, content_hash, raw_json FROM {table.Name}
            WHERE company_id = @companyId AND jobvite_id > @Position ORDER BY jobvite_id LIMIT @limit
            """,
            new { companyId, plan.Position, limit },
            row => (Id: row.GetString(0), Scrubbed: ScrubbedRecord.Of(scrub, table.Name, row.GetString(0), row.GetString(1), row.GetString(3), row.GetString(2))));
        var changed = rows.Select(row => row.Scrubbed).OfType<ScrubbedRecord>().ToList();
        session.Execute(
            $"""
            UPDATE {table.Name} SET raw_json = @RawJson, content_hash = @Hash, source_hash = @Hash{table.Also(scrub)}
            WHERE company_id = @companyId AND jobvite_id = @Id
            """,
            changed.Select(row => new { companyId, row.Id, row.RawJson, row.Hash }));
        if (table.DocumentsOf(scrub) is { } documents)
        {
            session.Execute($"{documents} {SqliteSession.IsOneOf("@ids")}", new { companyId, ids = rows.Select(row => row.Id).ToColumn() });
        }

        return (rows.Count < limit ? null : rows[^1].Id, changed.Count);
    }

    private static (string? Last, int Changed) ScrubEvents(SqliteSession session, string companyId, IScrub scrub, string position, int limit)
    {
        var rows = session.Query(Events, new { companyId, position, limit }, row => (Id: row.GetString(0), Body: row.GetFieldValue<byte[]>(1)));
        var changed = rows.Select(row => (row.Id, row.Body, Without: scrub.Body(row.Body))).Where(row => !row.Without.AsSpan().SequenceEqual(row.Body)).ToList();
        session.Execute(ReplaceBody, changed.Select(row => new { companyId, row.Id, Body = row.Without }));
        return (rows.Count < limit ? null : rows[^1].Id, changed.Count);
    }

    private static (string? Last, int Changed) ScrubAnswers(SqliteSession session, string companyId, int limit)
    {
        var changed = session.Execute(ScrubPlan.ClearAnswers, new { companyId, limit });
        return (changed < limit ? null : "", changed);
    }
}
