using System.Buffers.Binary;
using System.Data.Common;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IChangeFeed"/>
internal sealed class ChangeFeed<TSession>(IDatabase<TSession> database) : IChangeFeed
    where TSession : ISession
{
    /// <summary>How many items one page looks through when it shows some types only.</summary>
    private const int LooksThrough = 10_000;

    /// <summary>The last moment that a time can be.</summary>
    private static readonly long MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private const string Head = "SELECT cursor_key, position, removed_to FROM change_feeds WHERE company_id = @companyId";
    private const string Position = "SELECT position FROM change_feeds WHERE company_id = @companyId";

    private const string Make = """
        INSERT INTO change_feeds (company_id, cursor_key, position, removed_to) VALUES (@companyId, @key, 0, 0) ON CONFLICT (company_id) DO NOTHING
        """;

    private const string Columns = """
        SELECT id, position, type, seen_at, record_id, candidate_id, application_id, job_id, fields, from_state, to_state, cause, cause_id, source_updated_at, details
        FROM record_changes
        """;

    private const string Items = $"{Columns} WHERE company_id = @companyId AND position > @after AND position <= @last";

    // An id begins with the time of its row, so the index over age finds it.
    private const string ById = $"{Columns} WHERE company_id = @companyId AND seen_at = @at AND id = @id AND position IS NOT NULL";

    private const string Since = "SELECT min(position) FROM record_changes WHERE company_id = @companyId AND seen_at >= @since AND position IS NOT NULL";

    private const string InOrder = "ORDER BY position LIMIT @limit";

    private static readonly string Positions = $"SELECT company_id, position FROM change_feeds WHERE company_id {TSession.IsOneOf("@companies")}";
    private static readonly string Every = $"{Items} {InOrder}";
    private static readonly string AtPositions = $"{Columns} WHERE company_id = @companyId AND position {TSession.IsOneOf("@positions")} ORDER BY position";
    private static readonly string OfTypes = $"{Items} AND type {TSession.IsOneOf("@types")} {InOrder}";

    public async Task<FeedPage> Read(string companyId, FeedRequest request, CancellationToken cancellationToken)
    {
        var page = await database.Read(session => Read(session, companyId, request), cancellationToken).ConfigureAwait(false);
        if (page is null)
        {
            // Nothing has changed yet. The cursor that is handed out now must hold later, so its key is made now.
            await database.WriteOne(Make, _ => new { companyId, key = Guid.NewGuid() }, cancellationToken).ConfigureAwait(false);
            page = await database.Read(session => Read(session, companyId, request), cancellationToken).ConfigureAwait(false);
        }

        return page!;
    }

    public async Task<IReadOnlyDictionary<string, long>> GetPositions(IReadOnlyCollection<string> companyIds, CancellationToken cancellationToken)
    {
        var positions = await database.Read(
            session => session.Query(Positions, new { companies = companyIds.ToArray() }, row => (CompanyId: row.RequiredText("company_id"), Position: row.Integer("position"))),
            cancellationToken).ConfigureAwait(false);
        return positions.ToDictionary(one => one.CompanyId, one => one.Position, StringComparer.Ordinal);
    }

    public Task<FeedStretch> ReadBehind(string companyId, long after, int limit, IReadOnlyCollection<string> types, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            if (await Find(session, companyId).ConfigureAwait(false) is not { } feed)
            {
                return new FeedStretch([], after, 0);
            }

            if (after < feed.RemovedTo)
            {
                return new FeedStretch([], feed.RemovedTo, feed.Position, IsGone: true);
            }

            var (items, position) = await Behind(session, feed, after, limit, types).ConfigureAwait(false);
            return new FeedStretch(items, position, feed.Position);
        },
        cancellationToken);

    public Task<IReadOnlyList<PlacedItem>> Find(string companyId, IReadOnlyCollection<long> positions, CancellationToken cancellationToken) => database.Read<IReadOnlyList<PlacedItem>>(
        async session => await Find(session, companyId).ConfigureAwait(false) is { } feed
            ? await session.Query(AtPositions, new { companyId, positions = positions.ToArray() }, row => Item(row, feed)).ConfigureAwait(false)
            : [],
        cancellationToken);

    public Task<PlacedItem?> Find(string companyId, Guid changeId, CancellationToken cancellationToken) => database.Read(
        async session => await Find(session, companyId).ConfigureAwait(false) is { } feed
            ? await session.QueryFirst(ById, new { companyId, id = changeId, at = TimeOf(changeId) }, row => Item(row, feed)).ConfigureAwait(false)
            : null,
        cancellationToken);

    public Task<long> Locate(string companyId, string cursor, CancellationToken cancellationToken) => database.Read(
        async session => (await Find(session, companyId).ConfigureAwait(false) ?? throw new InvalidCursorException()).Open(cursor), cancellationToken);

    public Task<long> Locate(string companyId, DateTimeOffset since, CancellationToken cancellationToken) => database.Read(
        async session => await session.Scalar<long?>(Since, new { companyId, since = since.ToColumn() }).ConfigureAwait(false) - 1
            ?? await session.Scalar<long?>(Position, new { companyId }).ConfigureAwait(false) ?? 0,
        cancellationToken);

    private static Task<Feed?> Find(TSession session, string companyId) =>
        session.QueryFirst(Head, new { companyId }, row => new Feed(companyId, row.Id("cursor_key"), row.Integer("position"), row.Integer("removed_to")));

    /// <summary>A full page ends with its last item; any other has looked through all up to its end.</summary>
    private static async Task<(List<PlacedItem> Items, long Position)> Behind(TSession session, Feed feed, long after, int limit, IReadOnlyCollection<string> types)
    {
        // Positions have no gaps, so the items of a page are the next ones. PostgreSQL knows the end of the range and reads no more than these;
        // without it, it may sort everything that is left.
        var last = Math.Min(feed.Position, after + (types.Count == 0 ? limit : LooksThrough));
        var items = await session
            .Query(types.Count == 0 ? Every : OfTypes, new { companyId = feed.CompanyId, after, last, limit, types = types.ToArray() }, row => Item(row, feed))
            .ConfigureAwait(false);
        return (items, items.Count == limit ? items[^1].Position : last);
    }

    private static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16, MaxMilliseconds));
    }

    /// <summary>The place of the last item that the session sees. The company must have a feed.</summary>
    internal static async Task<string> CursorNow(TSession session, string companyId)
    {
        var feed = await Find(session, companyId).ConfigureAwait(false);
        return feed is null ? throw new InvalidOperationException("The company has no feed.") : feed.Seal(feed.Position);
    }

    private static async Task<FeedPage?> Read(TSession session, string companyId, FeedRequest request)
    {
        if (await Find(session, companyId).ConfigureAwait(false) is not { } feed)
        {
            return null;
        }

        if (request.FromNow)
        {
            return new FeedPage { NextCursor = feed.Seal(feed.Position), Position = feed.Position };
        }

        var after = request.After is { } cursor ? feed.Open(cursor) : feed.RemovedTo;
        if (after < feed.RemovedTo)
        {
            // What the lists show from now on is what they have come to by now.
            return new FeedPage { NextCursor = feed.Seal(feed.Position), Position = feed.Position, IsGone = true };
        }

        var (items, position) = await Behind(session, feed, after, Math.Clamp(request.Limit, 1, FeedRequest.MaxLimit), request.Types).ConfigureAwait(false);
        return new FeedPage { Items = [.. items.Select(one => one.Item)], NextCursor = feed.Seal(position), Position = position, HasMore = position < feed.Position };
    }

    private static PlacedItem Item(DbDataReader row, Feed feed)
    {
        var position = row.Integer("position");
        return new PlacedItem(position, new FeedItem
        {
            Id = row.Id("id"),
            Cursor = feed.Seal(position),
            Type = row.RequiredText("type"),
            At = row.Time("seen_at"),
            RecordId = row.Text("record_id"),
            CandidateId = row.RequiredText("candidate_id") is { Length: > 0 } candidate ? candidate : null,
            ApplicationId = row.Text("application_id"),
            JobId = row.Text("job_id"),
            Changed = [.. row.RequiredText("fields").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            From = row.Text("from_state"),
            To = row.Text("to_state"),
            Cause = (FeedCause?)row.OptionalNumber("cause"),
            CauseId = row.OptionalId("cause_id"),
            SourceUpdatedAt = row.OptionalTime("source_updated_at"),
            Run = row.Text("details") is { } details ? JsonSerializer.Deserialize<FeedRun>(details) : null,
        });
    }

    /// <summary>A company's feed as one transaction sees it.</summary>
    private sealed record Feed(string CompanyId, Guid Key, long Position, long RemovedTo)
    {
        private string Scope => $"feed {Key:N}";

        public string Seal(long position)
        {
            Span<byte> place = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(place, position);
            return CursorText.Seal(place, CompanyId, Scope);
        }

        /// <exception cref="InvalidCursorException">It is no place of this feed.</exception>
        public long Open(string cursor)
        {
            var place = CursorText.Open(cursor, CompanyId, Scope);
            return place.Length == sizeof(long) && BinaryPrimitives.ReadInt64BigEndian(place) is var position && position >= 0 && position <= Position
                ? position
                : throw new InvalidCursorException();
        }
    }
}
