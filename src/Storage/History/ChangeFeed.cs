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

    private const string Head = "SELECT cursor_key, position, removed_to FROM change_feeds WHERE company_id = @companyId";
    private const string Position = "SELECT position FROM change_feeds WHERE company_id = @companyId";

    private const string Make = """
        INSERT INTO change_feeds (company_id, cursor_key, position, removed_to) VALUES (@companyId, @key, 0, 0) ON CONFLICT (company_id) DO NOTHING
        """;

    private const string Items = """
        SELECT id, position, type, seen_at, record_id, candidate_id, application_id, job_id, fields, from_state, to_state, cause, cause_id, source_updated_at, details
        FROM record_changes
        WHERE company_id = @companyId AND position > @after AND position <= @last
        """;

    private const string InOrder = "ORDER BY position LIMIT @limit";

    private static readonly string Every = $"{Items} {InOrder}";
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

    public Task<long> GetPosition(string companyId, CancellationToken cancellationToken) =>
        database.Read(async session => await session.Scalar<long?>(Position, new { companyId }).ConfigureAwait(false) ?? 0, cancellationToken);

    /// <summary>The place of the last item that the session sees. The company must have a feed.</summary>
    internal static async Task<string> CursorNow(TSession session, string companyId)
    {
        var feed = await session.QueryFirst(Head, new { companyId }, row => FeedOf(row, companyId)).ConfigureAwait(false);
        return feed is null ? throw new InvalidOperationException("The company has no feed.") : feed.Seal(feed.Position);
    }

    private static Feed FeedOf(DbDataReader row, string companyId) => new(companyId, row.Id("cursor_key"), row.Integer("position"), row.Integer("removed_to"));

    private static async Task<FeedPage?> Read(TSession session, string companyId, FeedRequest request)
    {
        if (await session.QueryFirst(Head, new { companyId }, row => FeedOf(row, companyId)).ConfigureAwait(false) is not { } feed)
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

        var limit = Math.Clamp(request.Limit, 1, FeedRequest.MaxLimit);
        var last = request.Types.IsEmpty ? feed.Position : Math.Min(feed.Position, after + LooksThrough);
        var items = await session
            .Query(request.Types.IsEmpty ? Every : OfTypes, new { companyId, after, last, limit, types = request.Types.ToArray() }, row => Item(row, feed))
            .ConfigureAwait(false);

        // A full page ends with its last item; any other has looked through all up to the last.
        var position = items.Count == limit ? items[^1].Position : last;
        return new FeedPage { Items = [.. items.Select(one => one.Item)], NextCursor = feed.Seal(position), Position = position, HasMore = position < feed.Position };
    }

    private static (long Position, FeedItem Item) Item(DbDataReader row, Feed feed)
    {
        var position = row.Integer("position");
        return (position, new FeedItem
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
