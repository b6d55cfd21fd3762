namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IScrubStore"/>
internal sealed class PostgresScrubStore(PostgresDatabase database) : IScrubStore
{
    private const string Save = """
        INSERT INTO eeo_scrubs (company_id, ordered_at, due_at, passes_left, area, position)
        VALUES (@companyId, @orderedAt, @dueAt, @PassesLeft, @Area, @Position)
        ON CONFLICT (company_id) DO UPDATE SET
            ordered_at = excluded.ordered_at, due_at = excluded.due_at, passes_left = excluded.passes_left, area = excluded.area, position = excluded.position
        """;

    private const string Due = "SELECT company_id, ordered_at FROM eeo_scrubs WHERE due_at <= @now ORDER BY ordered_at DESC, company_id LIMIT @limit";

    // Held to the end of the batch: another silo passes the company over.
    private const string DueOfCompany = """
        SELECT ordered_at, due_at, passes_left, area, position FROM eeo_scrubs
        WHERE company_id = @companyId AND due_at <= @now
        FOR UPDATE SKIP LOCKED
        """;

    private const string Remove = "DELETE FROM eeo_scrubs WHERE company_id = @companyId AND ordered_at = @orderedAt";

    private const string Events = "SELECT id, body FROM webhook_events WHERE company_id = @companyId AND id > @position ORDER BY id LIMIT @limit";

    private const string ReplaceBodies = """
        UPDATE webhook_events AS e SET body = i.body
        FROM unnest(@ids, @bodies) AS i (id, body)
        WHERE e.company_id = @companyId AND e.id = i.id
          AND e.id IN (SELECT id FROM webhook_events WHERE company_id = @companyId AND id = ANY (@ids) ORDER BY id FOR NO KEY UPDATE)
        """;

    public Task Order(string companyId, CancellationToken cancellationToken) =>
        database.Write(session => Keep(session, companyId, ScrubPlan.Begin(session.Now)), cancellationToken);

    public Task<IReadOnlyList<ScrubOrder>> FindDue(int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<ScrubOrder>>(
        async session => await session.Query(
            Due, new { now = session.Now, limit }, row => new ScrubOrder(row.RequiredText("company_id"), row.Time("ordered_at"))).ConfigureAwait(false),
        cancellationToken);

    public Task<DateTimeOffset?> FindOrder(string companyId, CancellationToken cancellationToken) => database.Read(
        async session => (await session.Query(
            "SELECT ordered_at FROM eeo_scrubs WHERE company_id = @companyId", new { companyId }, row => (DateTimeOffset?)row.Time("ordered_at")).ConfigureAwait(false)).FirstOrDefault(),
        cancellationToken);

    public Task Withdraw(ScrubOrder order, CancellationToken cancellationToken) =>
        database.Write(session => session.Execute(Remove, new { companyId = order.CompanyId, orderedAt = order.OrderedAt.ToColumn() }), cancellationToken);

    public Task<ScrubBatch?> Scrub(string companyId, IScrub scrub, int limit, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var plan = await session.QueryFirst(
                DueOfCompany,
                new { companyId, now = session.Now },
                row => new ScrubPlan(row.Time("ordered_at"), row.Time("due_at"), row.Number("passes_left"), (ScrubArea)row.Number("area"), row.RequiredText("position"))).ConfigureAwait(false);
            if (plan is null)
            {
                return null;
            }

            // What is read here is written back: nobody may be erased in between.
            await session.QueryShielded([companyId], "SELECT 1", new { companies = new[] { companyId } }, _ => true).ConfigureAwait(false);
            var rows = plan.Rows(limit);
            var (last, changed) = await (plan.Area switch
            {
                ScrubArea.Events => ScrubEvents(session, companyId, scrub, plan.Position, rows),
                ScrubArea.Answers => ScrubAnswers(session, companyId, rows),
                _ => ScrubRecords(session, companyId, scrub, plan, rows),
            }).ConfigureAwait(false);
            var next = plan.After(last);
            await (next is null
                ? session.Execute(Remove, new { companyId, orderedAt = plan.OrderedAt })
                : Keep(session, companyId, next)).ConfigureAwait(false);
            return new ScrubBatch(changed, EndsPass: next is null || next.PassesLeft < plan.PassesLeft);
        },
        cancellationToken);

    private static Task<int> Keep(PostgresSession session, string companyId, ScrubPlan plan) => session.Execute(
        Save, new { companyId, orderedAt = plan.OrderedAt, dueAt = plan.DueAt, plan.PassesLeft, Area = (short)plan.Area, plan.Position });

    private static async Task<(string? Last, int Changed)> ScrubRecords(PostgresSession session, string companyId, IScrub scrub, ScrubPlan plan, int limit)
    {
        var table = ScrubTable.Of(plan.Area);
        var rows = await session.Query(
            $"""
            SELECT jobvite_id, {table.Owner} AS owner, content_hash, raw_json FROM {table.Name}
            WHERE company_id = @companyId AND jobvite_id > @Position ORDER BY jobvite_id LIMIT @limit
            """,
            new { companyId, plan.Position, limit },
            row => (Id: row.GetString(0), Scrubbed: ScrubbedRecord.Of(scrub, table.Name, row.GetString(0), row.GetString(1), row.GetString(3), row.GetString(2)))).ConfigureAwait(false);
        var changed = rows.Select(row => row.Scrubbed).OfType<ScrubbedRecord>().ToArray();
        if (table.DocumentsOf(scrub) is { } documents && rows.Count > 0)
        {
            await session.Execute($"{documents} {PostgresSession.IsOneOf("@ids")}", new { companyId, ids = rows.Select(row => row.Id).ToArray() }).ConfigureAwait(false);
        }

        if (changed.Length > 0)
        {
            // Somebody may have stored something else in between: then the batch begins anew.
            var written = await session.Execute(
                $"""
                UPDATE {table.Name} AS r SET raw_json = i.raw_json, content_hash = i.hash, source_hash = i.hash{table.Also(scrub)}
                FROM unnest(@ids, @texts, @hashes, @before) AS i (id, raw_json, hash, before)
                WHERE r.company_id = @companyId AND r.jobvite_id = i.id AND r.content_hash = i.before
                  AND r.jobvite_id IN (
                      SELECT jobvite_id FROM {table.Name} WHERE company_id = @companyId AND jobvite_id = ANY (@ids) ORDER BY jobvite_id FOR NO KEY UPDATE)
                """,
                new
                {
                    companyId,
                    ids = Array.ConvertAll(changed, row => row.Id),
                    texts = Array.ConvertAll(changed, row => row.RawJson),
                    hashes = Array.ConvertAll(changed, row => row.Hash),
                    before = Array.ConvertAll(changed, row => row.HashBefore),
                }).ConfigureAwait(false);
            if (written != changed.Length)
            {
                throw new PostgresConflictException();
            }
        }

        return (rows.Count < limit ? null : rows[^1].Id, changed.Length);
    }

    private static async Task<(string? Last, int Changed)> ScrubEvents(PostgresSession session, string companyId, IScrub scrub, string position, int limit)
    {
        var after = position.Length == 0 ? Guid.Empty : Guid.Parse(position);
        var rows = await session.Query(
            Events, new { companyId, position = after, limit }, row => (Id: row.GetGuid(0), Body: row.GetFieldValue<byte[]>(1))).ConfigureAwait(false);
        var changed = rows.Select(row => (row.Id, row.Body, Without: scrub.Body(row.Body))).Where(row => !row.Without.AsSpan().SequenceEqual(row.Body)).ToArray();
        if (changed.Length > 0)
        {
            await session.Execute(
                ReplaceBodies, new { companyId, ids = Array.ConvertAll(changed, row => row.Id), bodies = Array.ConvertAll(changed, row => row.Without) }).ConfigureAwait(false);
        }

        return (rows.Count < limit ? null : rows[^1].Id.ToString(), changed.Length);
    }

    private static async Task<(string? Last, int Changed)> ScrubAnswers(PostgresSession session, string companyId, int limit)
    {
        var changed = await session.Execute(ScrubPlan.ClearAnswers, new { companyId, limit }).ConfigureAwait(false);
        return (changed < limit ? null : "", changed);
    }
}
