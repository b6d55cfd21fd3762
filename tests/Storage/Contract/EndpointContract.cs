using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What is stored of endpoints and of what they are sent.</summary>
public abstract class EndpointContract : FeedStoreContract
{
    private IEndpointStore Endpoints => Store.Get<IEndpointStore>();

    private IDeliveryStore Deliveries => Store.Get<IDeliveryStore>();

    private IDeliveryLog Log => Store.Get<IDeliveryLog>();

    [Fact]
    public async Task An_endpoint_begins_with_what_changes_after_it_and_is_found_as_it_was_saved()
    {
        await Jobs("before");
        var added = await Add(types: ["job.*", "sync.runFinished"]);
        await Jobs("after");

        var stored = (await Endpoints.Find(Company, added.Id, Stop))!;
        Assert.Equal(
            (added.Url, added.Payload, true, 50, "protected", 2L, 2L, Now),
            (stored.Url, stored.Payload, stored.Enabled, stored.MaxPerSecond, stored.Secret, stored.CreatedPosition, stored.Position, stored.CreatedAt));
        Assert.Equal(["job.*", "sync.runFinished"], stored.Types);
        Assert.Equal([added.Id], (await Endpoints.List(Company, Stop)).Select(one => one.Id));
        Assert.Null(await Endpoints.Find(Other, added.Id, Stop));
    }

    [Fact]
    public async Task A_company_has_no_more_than_so_many()
    {
        await Add();
        Assert.Null(await Endpoints.Add(New(), most: 1, Stop));
        Assert.NotNull(await Endpoints.Add(New() with { CompanyId = Other }, most: 1, Stop));
    }

    [Fact]
    public async Task A_change_of_the_settings_ends_what_is_under_way()
    {
        var endpoint = await Add();
        var hold = await Take(endpoint);
        await Endpoints.Save(Company, endpoint.Id, new EndpointChange { Url = "https://b.example.com/", Payload = EndpointPayload.Full, MaxPerSecond = 1, Enabled = false }, Stop);

        Assert.Null(await Deliveries.Load(hold, Stop));
        Assert.False(await Deliveries.Commit(Batch(hold), Stop));
        Assert.Null(await Deliveries.Take(Company, endpoint.Id, Stop));
        var stored = (await Endpoints.Find(Company, endpoint.Id, Stop))!;
        Assert.Equal(("https://b.example.com/", EndpointPayload.Full, 1, false, Now, null), (stored.Url, stored.Payload, stored.MaxPerSecond, stored.Enabled, stored.DisabledAt, stored.DisabledReason));
    }

    [Fact]
    public async Task Of_two_holders_only_the_later_one_writes()
    {
        var endpoint = await Add();
        var first = await Take(endpoint);
        var second = await Take(endpoint);

        Assert.False(await Deliveries.Commit(Batch(first) with { Position = 9 }, Stop));
        Assert.True(await Deliveries.Commit(Batch(second) with { Position = 7 }, Stop));
        Assert.Equal(7, (await Endpoints.Find(Company, endpoint.Id, Stop))!.Position);
    }

    [Fact]
    public async Task What_became_of_a_batch_is_read_back_and_counted()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        await Save(Sample.Job("j1"), Sample.Job("j2"), Sample.Job("j3"));
        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        var failed = Row(items[1], DeliveryStatus.Retrying) with { Attempts = 1, Tries = 1, NextAttemptAt = Now.AddSeconds(5) };
        Assert.True(await Deliveries.Commit(
            Batch(hold) with
            {
                Position = items[2].Position,
                Span = new DeliverySpan(items[0].Position, items[2].Position, [], Now, Now.AddSeconds(1), [new(items[0].Position, Now, 20, 204), new(items[2].Position, Now.AddMilliseconds(300), 40, 200)]),
                Rows = [failed],
                Attempts = [new AttemptRow(failed.ChangeId, new DeliveryAttempt { At = Now, Status = 500, Milliseconds = 7, Error = "The answer was 500.", Answer = "oh!" })],
                Standing = new EndpointStanding { FailingSince = Now, Failures = 1, LastError = "The answer was 500.", ProbeAt = Now.AddMinutes(1) },
            },
            Stop));

        Assert.Equivalent(failed, Assert.Single(await Deliveries.ReadWaiting(hold, Stop)), strict: true);
        Assert.Equal([items[0].Position, items[2].Position], (await Deliveries.ReadDelivered(hold, 0, 100, Stop)).Order());
        Assert.Equal([failed.Position], (await Deliveries.ReadRows(hold, 0, 100, Stop)).Keys);
        var stored = (await Endpoints.Find(Company, endpoint.Id, Stop))!;
        Assert.Equal(new EndpointStanding { FailingSince = Now, Failures = 1, LastError = "The answer was 500.", ProbeAt = Now.AddMinutes(1) }, stored.Standing);
        Assert.Equal(
            new EndpointFigures { Succeeded = 2, SuccessMilliseconds = 60, Failed = 1, Waiting = 1, WaitingSince = failed.CreatedAt },
            await Endpoints.Measure(stored, [], Stop));

        var page = await Log.List(stored, [], new DeliveryFilter(), new PageRequest(PageSize: 2), Stop);
        Assert.Equal([("j3", DeliveryStatus.Delivered, 1), ("j2", DeliveryStatus.Retrying, 1)], page.Items.Select(one => (one.RecordId!, one.Status, one.Attempts)));
        Assert.Equal(3, page.Total);
        Assert.Equal("j1", Assert.Single((await Log.List(stored, [], new DeliveryFilter(), new PageRequest(PageSize: 2, Cursor: page.NextCursor), Stop)).Items).RecordId);
        Assert.Equal("j1", Assert.Single((await Log.List(stored, [], new DeliveryFilter(), new PageRequest(Page: 2, PageSize: 2), Stop)).Items).RecordId);

        var first = (await Log.Get(stored, [], items[2].Item.Id, items[2], Stop))!;
        Assert.Equal((DeliveryStatus.Delivered, 200, 40, Now.AddMilliseconds(300)), (first.Row.Status, first.Attempts[0].Status!.Value, first.Attempts[0].Milliseconds, first.Attempts[0].At));
        var second = (await Log.Get(stored, [], failed.ChangeId, items[1], Stop))!;
        Assert.Equal((500, "The answer was 500.", "oh!"), (second.Attempts[0].Status!.Value, second.Attempts[0].Error, second.Attempts[0].Answer));
    }

    [Theory]
    [InlineData(DeliveryStatus.Pending, 1)]
    [InlineData(DeliveryStatus.Delivered, 1)]
    [InlineData(DeliveryStatus.Retrying, 0)]
    [InlineData(DeliveryStatus.Dead, 1)]
    public async Task Deliveries_are_listed_by_how_they_stand(DeliveryStatus status, int count)
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        await Save(Sample.Job("j1"), Sample.Job("j2"), Sample.Job("j3"));
        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        await Deliveries.Commit(
            Batch(hold) with
            {
                Position = items[1].Position,
                Span = new DeliverySpan(items[0].Position, items[1].Position, ["job.created"], Now, Now, [new(items[0].Position, Now, 1, 200)]),
                Rows = [Row(items[1], DeliveryStatus.Dead)],
            },
            Stop);

        var stored = (await Endpoints.Find(Company, endpoint.Id, Stop))!;
        Assert.Equal(count, (await Log.List(stored, ["job.created"], new DeliveryFilter { Status = status }, new PageRequest(), Stop)).Items.Length);
        Assert.Equal(count, (await Log.List(stored, ["job.created"], new DeliveryFilter { Status = status, Type = "job.created", From = Now.AddSeconds(-1), To = Now.AddSeconds(1) }, new PageRequest(), Stop)).Total);
        Assert.Empty((await Log.List(stored, ["job.created"], new DeliveryFilter { Status = status, From = Now.AddSeconds(1) }, new PageRequest(), Stop)).Items);
    }

    [Fact]
    public async Task A_service_that_disables_an_endpoint_tells_so_in_the_feed()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        var hold = await Take(endpoint);
        await Deliveries.Commit(Batch(hold) with { DisabledReason = "It is gone." }, Stop);

        var item = (await Read())[^1];
        Assert.Equal((FeedTypes.EndpointDisabled, endpoint.Id.ToString()), (item.Type, item.RecordId));
        var stored = (await Endpoints.Find(Company, endpoint.Id, Stop))!;
        Assert.Equal((false, "It is gone.", Now), (stored.Enabled, stored.DisabledReason, stored.DisabledAt));
        Assert.Equal(new EndpointTotals(Disabled: 1), await Deliveries.GetTotals(Stop));
    }

    [Fact]
    public async Task Work_is_found_for_whoever_is_behind_or_has_something_due_and_for_nobody_else()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        Assert.Empty(await Deliveries.FindWork(Now, 10, Stop));
        await Save(Sample.Job("j1"));
        EndpointKey[] it = [new(Company, endpoint.Id)];
        Assert.Equal(it, await Deliveries.FindWork(Now, 10, Stop));
        Assert.Equal(new EndpointTotals(Well: 1, OldestWaitingAt: Now), await Deliveries.GetTotals(Stop));

        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        await Deliveries.Commit(
            Batch(hold) with { Position = items[0].Position, Rows = [Row(items[0], DeliveryStatus.Retrying) with { NextAttemptAt = Now.AddSeconds(5) }], Standing = new() { FailingSince = Now, Failures = 1 } }, Stop);
        Assert.Empty(await Deliveries.FindWork(Now, 10, Stop));
        Assert.Equal(it, await Deliveries.FindWork(Now.AddSeconds(5), 10, Stop));

        // The clock had jumped ahead when the next attempt was planned.
        Assert.Equal(it, await Deliveries.FindWork(Now.AddDays(-3), 10, Stop));
        await Save(Sample.Job("j2"));
        await Deliveries.Commit(Batch(hold) with { Standing = new() { FailingSince = Now, Failures = 5, ProbeAt = Now.AddMinutes(1) } }, Stop);
        Assert.Empty(await Deliveries.FindWork(Now, 10, Stop));
        Assert.Equal(it, await Deliveries.FindWork(Now.AddMinutes(1), 10, Stop));
    }

    [Fact]
    public async Task A_resent_change_waits_again_and_a_replay_counts_what_it_will_send()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        await Save(Sample.Job("j1"), Sample.Job("j2"));
        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        await Deliveries.Commit(
            Batch(hold) with { Position = items[1].Position, Span = new DeliverySpan(items[0].Position, items[1].Position, [], Now, Now, [new(items[0].Position, Now, 1, 200)]), Rows = [Row(items[1], DeliveryStatus.Dead)] }, Stop);
        var stored = (await Endpoints.Find(Company, endpoint.Id, Stop))!;

        Assert.Equal(2, await Log.Replay(stored, [], endpoint.Position, missingOnly: false, Stop));
        Assert.Equal(new EndpointReplayRange(endpoint.Position, items[1].Position, MissingOnly: false), (await Endpoints.Find(Company, endpoint.Id, Stop))!.Replay);
        Assert.Equal(1, await Log.Replay(stored, ["job.created"], endpoint.Position, missingOnly: true, Stop));
        Assert.Equal(0, await Log.Replay(stored, ["job.deleted"], endpoint.Position, missingOnly: false, Stop));

        await Log.Resend(stored, (await Log.Get(stored, [], items[1].Item.Id, items[1], Stop))!.Row, Stop);
        Assert.Null(await Deliveries.Load(hold, Stop));
        var row = Assert.Single(await Deliveries.ReadWaiting(hold, Stop));
        Assert.Equal((DeliveryStatus.Pending, 0, false, Now), (row.Status, row.Tries, row.InOrder, row.NextAttemptAt!.Value));
    }

    [Fact]
    public async Task From_now_on_leaves_out_what_waits()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        await Save(Sample.Job("j1"), Sample.Job("j2"));
        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        await Deliveries.Commit(Batch(hold) with { Position = items[0].Position, Rows = [Row(items[0], DeliveryStatus.Retrying) with { NextAttemptAt = Now }] }, Stop);
        var saved = (await Endpoints.Save(Company, endpoint.Id, new EndpointChange { Url = endpoint.Url, Payload = endpoint.Payload, MaxPerSecond = 1, Enabled = true, FromNow = true }, Stop))!;

        Assert.Equal(items[1].Position, saved.Position);
        Assert.Equal(new EndpointFigures { Dead = 1 }, await Endpoints.Measure(saved, [], Stop));
    }

    [Fact]
    public async Task What_is_old_goes_and_what_waits_stays()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        await Save(Sample.Job("j1"), Sample.Job("j2"), Sample.Job("j3"));
        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        await Deliveries.Commit(
            Batch(hold) with
            {
                Position = items[2].Position,
                Span = new DeliverySpan(items[0].Position, items[0].Position, [], Now, Now, [new(items[0].Position, Now, 1, 200)]),
                Rows = [Row(items[1], DeliveryStatus.Dead), Row(items[2], DeliveryStatus.Retrying) with { NextAttemptAt = Now }],
                Attempts = [new AttemptRow(items[1].Item.Id, new DeliveryAttempt { At = Now, Milliseconds = 1, Error = "No." })],
            },
            Stop);

        foreach (var history in (History[])[History.Deliveries, History.DeliveryAttempts, History.DeliverySpans])
        {
            Assert.Equal(0, (await Store.Get<IHistoryTrimmer>().Trim(history, Now, null, 10, Stop))!.Removed);
            Assert.Equal(1, (await Store.Get<IHistoryTrimmer>().Trim(history, Now.AddSeconds(1), null, 10, Stop))!.Removed);
        }

        Assert.Equal(items[2].Position, Assert.Single(await Deliveries.ReadWaiting(hold, Stop)).Position);
    }

    [Fact]
    public async Task A_removed_endpoint_leaves_nothing()
    {
        await Complete(SyncKind.Jobs);
        var endpoint = await Add();
        await Save(Sample.Job("j1"));
        var hold = await Take(endpoint);
        var items = (await Store.Get<IChangeFeed>().ReadBehind(Company, endpoint.Position, 10, [], Stop)).Items;
        await Deliveries.Commit(Batch(hold) with { Rows = [Row(items[0], DeliveryStatus.Dead)] }, Stop);

        Assert.True(await Endpoints.Remove(Company, endpoint.Id, Stop));
        Assert.False(await Endpoints.Remove(Company, endpoint.Id, Stop));
        Assert.False(await Deliveries.Commit(Batch(hold), Stop));
        Assert.Equal(["0"], await Store.Look("SELECT count(*) FROM webhook_deliveries"));
    }

    [Fact]
    public async Task A_rotation_keeps_the_former_secret_for_a_while()
    {
        var endpoint = await Add();
        var rotated = (await Endpoints.Rotate(Company, endpoint.Id, "new", Now.AddHours(1), Stop))!;
        Assert.Equal(("new", "protected", Now.AddHours(1)), (rotated.Secret, rotated.PreviousSecret, rotated.PreviousUntil!.Value));
    }

    [Fact]
    public async Task Records_are_found_by_their_ids_all_at_once()
    {
        await Save(Sample.Job("j1"));
        await Save(Ann("Lee", Sample.Application("a1", job: "j1")) with { Documents = Sample.Told(Sample.Document("a.pdf", id: "d1")) });
        await Save([Sample.Process("o1")], Sample.Task("t1", "o1"));
        var found = await Store.Get<IRecordLookup>().Find(
            Company, new WantedRecords { Jobs = ["j1", "none"], Candidates = ["p1"], Processes = ["o1"], Tasks = ["t1"], OwnersOfDocuments = ["p1"] }, Stop);

        var (job, candidate) = ((await Reader.GetJob(Company, "j1", Stop))!, await Candidate("p1"));
        Assert.Equivalent(job with { RawJson = null }, Assert.Single(found.Jobs.Values), strict: true);
        Assert.Equivalent(candidate with { RawJson = null }, Assert.Single(found.Candidates.Values), strict: true);
        Assert.Equivalent((await Reader.GetProcess(Company, "o1", Stop))! with { RawJson = null }, Assert.Single(found.Processes.Values), strict: true);
        Assert.Equal(["t1"], found.Tasks.Keys);
        Assert.Equal(["d1"], found.Documents.Keys);
    }

    [Fact]
    public async Task A_place_in_the_feed_is_found_by_time_and_an_item_by_its_id()
    {
        await Complete(SyncKind.Jobs);
        await Save(Sample.Job("j1"));
        Advance();
        await Save(Sample.Job("j2"));
        var feed = Store.Get<IChangeFeed>();
        var items = (await feed.ReadBehind(Company, 0, 10, [], Stop)).Items;

        Assert.Equal(items[1].Position, await feed.Locate(Company, Now, Stop));
        Assert.Equal(3, await feed.Locate(Company, Now.AddSeconds(1), Stop));
        Assert.Equal(items[1].Position, await feed.Locate(Company, items[1].Item.Cursor, Stop));
        Assert.Equal(items[2].Position, (await feed.Find(Company, items[2].Item.Id, Stop))!.Position);
        Assert.Null(await feed.Find(Company, Guid.CreateVersion7(), Stop));
        Assert.Null(await feed.Find(Other, items[2].Item.Id, Stop));
        Assert.Equal([1L, 3L], (await feed.Find(Company, (long[])[1, 3, 99], Stop)).Select(item => item.Position));
        await Assert.ThrowsAsync<InvalidCursorException>(() => feed.Locate(Company, "nonsense", Stop));
    }

    private static DeliveryRow Row(PlacedItem item, DeliveryStatus status) => new()
    {
        ChangeId = item.Item.Id,
        Position = item.Position,
        RecordKey = $"job {item.Item.RecordId}",
        InOrder = true,
        Type = item.Item.Type,
        RecordId = item.Item.RecordId,
        CreatedAt = item.Item.At,
        Status = status,
    };

    private static NewEndpoint New(ImmutableArray<string>? types = null) => new()
    {
        CompanyId = Company,
        Id = Guid.CreateVersion7(),
        Url = "https://a.example.com/hooks",
        Types = types ?? [],
        Payload = EndpointPayload.Thin,
        Enabled = true,
        MaxPerSecond = 50,
        Secret = "protected",
    };

    private static DeliveryBatch Batch(EndpointHold hold) => new() { Hold = hold, Standing = new EndpointStanding() };

    private async Task Jobs(string job)
    {
        if ((await Read()).Count == 0)
        {
            await Complete(SyncKind.Jobs);
        }

        await Save(Sample.Job(job));
    }

    private async Task<StoredEndpoint> Add(ImmutableArray<string>? types = null) => (await Endpoints.Add(New(types), most: 10, Stop))!;

    private async Task<EndpointHold> Take(StoredEndpoint endpoint) => new(Company, endpoint.Id, (await Deliveries.Take(Company, endpoint.Id, Stop))!.Epoch);
}
