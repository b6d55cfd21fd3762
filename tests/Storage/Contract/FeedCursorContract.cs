using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>How the feed is read from place to place.</summary>
public abstract class FeedCursorContract : FeedStoreContract
{
    [Fact]
    public async Task Pages_follow_each_other_without_gaps()
    {
        await Complete(SyncKind.Jobs);
        await Save([.. Enumerable.Range(0, 25).Select(i => Sample.Job($"j{i}"))]);
        var all = await Read();

        List<Guid> ids = [];
        FeedPage? page = null;
        do
        {
            page = await Feed.Read(Company, new FeedRequest(page?.NextCursor, false, 10, []), Stop);
            ids.AddRange(page.Items.Select(item => item.Id));
            Assert.Equal(ids.Count, page.Position);
        }
        while (page.HasMore);

        Assert.Equal(all.Select(item => item.Id), ids);
        Assert.Equal(26, ids.Distinct().Count());
        Assert.Equal(all[5].Id, (await Feed.Read(Company, new FeedRequest(all[4].Cursor, false, 1, []), Stop)).Items.Single().Id);
        Assert.Equal(26, (await Feed.GetPositions([Company], Stop))[Company]);
    }

    [Fact]
    public async Task The_positions_of_many_companies_are_read_at_once()
    {
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Jobs, company: Other);
        await Save(Sample.Job("j1"));
        var unknown = Enumerable.Range(0, 997).Select(i => $"nobody-{i}");

        var positions = await Feed.GetPositions([Other, .. unknown, Company], Stop);

        Assert.Equal(new Dictionary<string, long> { [Company] = 2, [Other] = 1 }, positions);
        Assert.Equal([Other], (await Feed.GetPositions([Other], Stop)).Keys);
        Assert.Empty(await Feed.GetPositions([], Stop));
    }

    [Fact]
    public async Task Only_the_types_asked_for_are_shown_and_the_cursor_moves_past_the_others()
    {
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Candidates);
        await Save(Sample.Job("j1"));
        await Save(Sample.Person("p1"));
        await Save(Sample.Job("j2"));

        var page = await Feed.Read(Company, new FeedRequest(null, false, 10, ["candidate.created"]), Stop);
        Assert.Equal("p1", page.Items.Single().RecordId);
        Assert.Equal((5, false), (page.Position, page.HasMore));
        Assert.Empty((await Feed.Read(Company, new FeedRequest(page.NextCursor, false, 10, []), Stop)).Items);
    }

    [Fact]
    public async Task Now_is_behind_everything_and_before_what_follows()
    {
        await Complete(SyncKind.Jobs);
        var now = await Feed.Read(Company, new FeedRequest(null, FromNow: true, 10, []), Stop);
        await Save(Sample.Job("j1"));

        Assert.Empty(now.Items);
        Assert.Equal("j1", (await Feed.Read(Company, new FeedRequest(now.NextCursor, false, 10, []), Stop)).Items.Single().RecordId);
    }

    [Fact]
    public async Task A_cursor_from_before_the_first_change_holds_afterwards()
    {
        var empty = await Feed.Read(Company, new FeedRequest(null, false, 10, []), Stop);
        await Complete(SyncKind.Jobs);

        Assert.Empty(empty.Items);
        Assert.Single((await Feed.Read(Company, new FeedRequest(empty.NextCursor, false, 10, []), Stop)).Items);
    }

    [Fact]
    public async Task A_cursor_that_is_not_of_this_feed_is_refused()
    {
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Jobs, company: Other);
        await Save(Sample.Job("j1"));
        var mine = (await Read())[^1].Cursor;
        var theirs = (await Feed.Read(Other, new FeedRequest(null, false, 10, []), Stop)).NextCursor;

        foreach (var cursor in (string[])[theirs, "", "x", mine[..^2], $"{mine}AA", (mine[0] == 'A' ? "B" : "A") + mine[1..]])
        {
            await Assert.ThrowsAsync<InvalidCursorException>(() => Feed.Read(Company, new FeedRequest(cursor, false, 10, []), Stop));
        }

        // A position that this feed has not come to: its database was put back.
        await Store.Run("UPDATE change_feeds SET position = 1");
        await Assert.ThrowsAsync<InvalidCursorException>(() => Feed.Read(Company, new FeedRequest(mine, false, 10, []), Stop));
    }

    [Fact]
    public async Task A_cursor_to_what_was_trimmed_is_gone_and_tells_where_to_resume()
    {
        await Complete(SyncKind.Jobs);
        await Save(Sample.Job("j1"));
        var old = await Read();
        Advance();
        await Save(Sample.Job("j2"));
        await Store.Get<IHistoryTrimmer>().Trim(History.CandidateChanges, Now, null, 100, Stop);

        Assert.Equal(["j2"], (await Read()).Select(item => item.RecordId));
        Assert.Equal("j2", (await Feed.Read(Company, new FeedRequest(old[1].Cursor, false, 10, []), Stop)).Items.Single().RecordId);
        var gone = await Feed.Read(Company, new FeedRequest(old[0].Cursor, false, 10, []), Stop);
        Assert.True(gone.IsGone);
        Assert.Empty(gone.Items);
        Assert.Empty((await Feed.Read(Company, new FeedRequest(gone.NextCursor, false, 10, []), Stop)).Items);
    }

    [Fact]
    public async Task Trimming_leaves_no_gap_where_a_later_item_has_the_earlier_time()
    {
        await Complete(SyncKind.Jobs);
        await Save(Sample.Job("j1"), Sample.Job("j2"), Sample.Job("j3"));

        // As if the second one's transaction had begun long before it ended.
        await Store.Run("UPDATE record_changes SET seen_at = (SELECT min(seen_at) FROM record_changes) WHERE position = 3");
        Advance();
        await Store.Run($"UPDATE record_changes SET seen_at = {(Store.TablesOfCompanies.Contains("sqlite", StringComparison.Ordinal) ? Now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture) : $"'{Now:O}'")} WHERE position IN (2, 4)");
        await Store.Get<IHistoryTrimmer>().Trim(History.CandidateChanges, Now, null, 100, Stop);

        var page = await Feed.Read(Company, new FeedRequest(null, false, 10, []), Stop);
        Assert.Equal((1, 4), (page.Items.Length, page.Position));
    }

    [Fact]
    public async Task Deleted_data_take_the_feed_along()
    {
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Jobs, company: Other);
        var before = (await Read())[^1].Cursor;
        await Store.Get<ICompanyData>().Delete(Company, Stop);
        await Complete(SyncKind.Jobs);

        Assert.Single(await Read());
        await Assert.ThrowsAsync<InvalidCursorException>(() => Feed.Read(Company, new FeedRequest(before, false, 10, []), Stop));
        Assert.Single((await Feed.Read(Other, new FeedRequest(null, false, 10, []), Stop)).Items);
    }
}
