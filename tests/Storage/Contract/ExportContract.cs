using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Everything of a kind from one snapshot, and the place in the feed at which it is exact.</summary>
public abstract class ExportContract : FeedStoreContract
{
    private IExportStore Exports => Store.Get<IExportStore>();

    [Fact]
    public async Task Rows_are_those_of_the_lists_in_the_order_of_their_ids()
    {
        await Save(Sample.Job("j2", "Welder"), Sample.Job("j1"));
        await Save(
            Sample.Person("p1", "ann@example.com", null, Sample.Application("a2", "Offer", Now.AddDays(-1), job: "j1")),
            Sample.Person("p1", "ann@example.com", null, Sample.Application("a1", "New", Now.AddDays(-5), job: "j2")),
            Sample.Person("p2"));
        await Save([Sample.Process("o1")], Sample.Task("t1", "o1"), Sample.Task("t2", "o1", "done"));

        Assert.Equal(Json((await Reader.ListJobs(Company, new JobFilter(), new PageRequest(), false, Stop)).Items.OrderBy(job => job.JobviteJobId)), Json((await All(ExportKind.Jobs)).Jobs));
        Assert.Equal(
            Json((await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(), false, Stop)).Items.OrderBy(person => person.JobviteCandidateId)),
            Json((await All(ExportKind.Candidates)).Candidates));
        Assert.Equal(Json((await Reader.ListProcesses(Company, new ProcessFilter(), new PageRequest(), false, Stop)).Items), Json((await All(ExportKind.Processes)).Processes));
        Assert.Equal([("a1", "p1", "j2", "New"), ("a2", "p1", "j1", "Offer")], (await All(ExportKind.Applications)).Applications
            .Select(one => (one.Application.ApplicationId, one.JobviteCandidateId, one.Application.JobviteJobId!, one.Application.WorkflowState!)));
        Assert.Equal([("t1", "o1", "open"), ("t2", "o1", "done")], (await All(ExportKind.Tasks)).Tasks.Select(one => (one.Task.JobviteTaskId, one.JobviteProcessId, one.Task.Status!)));
    }

    [Fact]
    public async Task The_raw_records_come_when_they_are_asked_for()
    {
        await Save(Sample.Job("j1"));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));
        await Save([Sample.Process("o1")], Sample.Task("t1", "o1"));

        foreach (var kind in Enum.GetValues<ExportKind>())
        {
            Assert.All(RawOf(await All(kind)), Assert.Null);
            Assert.All(RawOf(await All(kind, request => request with { IncludeRaw = true })), raw => Assert.StartsWith("{", raw, StringComparison.Ordinal));
        }

        Assert.Contains("\"applications\"", (await All(ExportKind.Candidates, request => request with { IncludeRaw = true })).Candidates.Single().RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_ones_come_when_they_are_asked_for()
    {
        await Save(Sample.Job("j1"), Sample.Job("gone"));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));
        Advance();
        await Delete(SyncKind.Jobs, run => SavePage(run, Sample.Job("j1")));
        await Delete(SyncKind.Candidates);

        Assert.Equal(["j1"], (await All(ExportKind.Jobs)).Jobs.Select(job => job.JobviteJobId));
        Assert.Equal(["gone", "j1"], (await All(ExportKind.Jobs, request => request with { Jobs = new JobFilter { IncludeDeleted = true } })).Jobs.Select(job => job.JobviteJobId));
        Assert.Empty((await All(ExportKind.Applications)).Applications);
        Assert.NotNull((await All(ExportKind.Applications, request => request with { Records = new RecordFilter { IncludeDeleted = true } })).Applications.Single().DeletedAt);
    }

    [Fact]
    public async Task The_filters_are_those_of_the_lists()
    {
        await Save(Sample.Job("j1", "Welder", status: "Open"), Sample.Job("j2", "Baker", status: "Closed"));
        await Save(
            Sample.Person("p1", "ann@example.com", null, Sample.Application("a1", "Offer", job: "j1")),
            Sample.Person("p2", "bob@example.com", null, Sample.Application("a2", "New", job: "j2")));
        await Save([Sample.Process("o1", "active", new DateOnly(2026, 1, 5)), Sample.Process("o2", "done", new DateOnly(2026, 2, 5))]);
        var since = Now.AddSeconds(30);
        Advance();
        await Save(Sample.Job("j3", "Cook"));
        await Save([], Sample.Task("t9", "o1"));

        Assert.Equal(["j2"], await Jobs(new JobFilter { Status = "closed" }));
        Assert.Equal(["j1"], await Jobs(new JobFilter { Search = "weld" }));
        Assert.Equal(["j3"], await Jobs(new JobFilter { UpdatedSince = since }));
        Assert.Equal(["j1", "j2"], (await Jobs(new JobFilter { UpdatedUntil = since })).Order(StringComparer.Ordinal));
        Assert.Equal(["p1"], await People(new CandidateFilter { WorkflowState = "offer" }));
        Assert.Equal(["p2"], await People(new CandidateFilter { JobId = "j2" }));
        Assert.Equal(["p2"], await People(new CandidateFilter { Search = "bob" }));
        Assert.Equal(["p1"], await People(new CandidateFilter { Email = "ANN@example.com" }));
        Assert.Equal(["o2"], (await All(ExportKind.Processes, r => r with { Processes = new ProcessFilter { StartDate = new DateOnly(2026, 2, 1) } })).Processes.Select(one => one.JobviteProcessId));
        Assert.Empty((await All(ExportKind.Applications, r => r with { Records = new RecordFilter { UpdatedSince = since } })).Applications);
        Assert.Single((await All(ExportKind.Tasks, r => r with { Records = new RecordFilter { CreatedSince = since } })).Tasks);

        async Task<string[]> Jobs(JobFilter filter) => [.. (await All(ExportKind.Jobs, r => r with { Jobs = filter })).Jobs.Select(one => one.JobviteJobId)];
        async Task<string[]> People(CandidateFilter filter) => [.. (await All(ExportKind.Candidates, r => r with { Candidates = filter })).Candidates.Select(one => one.JobviteCandidateId)];
    }

    [Fact]
    public async Task The_codes_of_custom_fields_are_those_of_the_exported_rows()
    {
        await Save(Sample.Job("j1") with { CustomFields = """{"grade":"L5","cost centre":"7"}""" }, Sample.Job("j2", status: "Closed") with { CustomFields = """{"secret":"x"}""" }, Sample.Job("j3") with { CustomFields = "{}" });

        Assert.Equal(["cost centre", "grade"], await Codes(new JobFilter { Status = "Open" }));
        Assert.Equal(["cost centre", "grade", "secret"], await Codes(new JobFilter()));

        async Task<string[]> Codes(JobFilter filter)
        {
            await using var reading = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Jobs, WithFieldCodes = true, Jobs = filter }, Stop);
            return [.. reading.FieldCodes];
        }
    }

    [Fact]
    public async Task What_is_written_after_the_snapshot_is_not_in_it_and_comes_in_the_feed_behind_its_cursor()
    {
        await Complete(SyncKind.Jobs, run => SavePage(run, Sample.Job("j1"), Sample.Job("j2")));
        await using var reading = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Jobs }, Stop);
        Advance();
        await Save(Sample.Job("j1", "Changed"), Sample.Job("j3"));

        Assert.Equal([("j1", "Engineer"), ("j2", "Engineer")], (await Read(reading)).Jobs.Select(job => (job.JobviteJobId, job.Title!)));
        Assert.Equal(["j1", "j3"], (await ReadAfter(reading.Cursor)).Select(item => item.RecordId!).Order());
    }

    [Fact]
    public async Task A_company_sees_nothing_of_another_and_an_empty_one_has_a_cursor_that_holds()
    {
        await Records.SaveRefresh(Refresh(company: Other), [Sample.Job("theirs")], IncomingWins.Instance, Stop);
        await using var reading = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Jobs }, Stop);
        await Complete(SyncKind.Jobs);

        Assert.Empty((await Read(reading)).Jobs);
        Assert.Equal(["sync.firstCompleted"], (await ReadAfter(reading.Cursor)).Select(item => item.Type));
    }

    [Fact]
    public async Task It_comes_in_chunks_whose_end_is_known()
    {
        await Save([.. Enumerable.Range(0, 1000).Select(i => Sample.Job($"j{i:0000}"))]);
        await using var reading = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Jobs }, Stop);

        List<(int, bool)> chunks = [];
        ExportChunk chunk;
        do
        {
            chunk = await reading.Next(Stop);
            chunks.Add((chunk.Jobs.Length, chunk.IsLast));
        }
        while (!chunk.IsLast);

        Assert.Equal([(500, false), (500, false), (0, true)], chunks);
    }

    [Fact]
    public async Task Many_that_are_opened_and_left_in_the_middle_leave_nothing_behind()
    {
        await Save([.. Enumerable.Range(0, 600).Select(i => Sample.Job($"j{i:0000}"))]);
        foreach (var _ in Enumerable.Range(0, 120))
        {
            await using var reading = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Jobs }, Stop);
            Assert.Equal(500, (await reading.Next(Stop)).Jobs.Length);
        }

        Assert.Equal(new UpsertCounts(0, 1, 0), await Save(Sample.Job("j0001", "Changed")));
    }

    /// <summary>A copy that was made at the cursor and follows the feed from there is the mirror.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_export_and_the_feed_from_its_cursor_are_the_world(int seed)
    {
        var random = new Random(seed);
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Candidates);
        for (var round = 0; round < 5; round++)
        {
            await Change(random, 8);
            await using var jobs = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Jobs }, Stop);
            await using var people = await Exports.Open(Company, new ExportRequest { Kind = ExportKind.Candidates }, Stop);
            await Change(random, random.Next(8));
            var copyOfJobs = (await Read(jobs)).Jobs.ToDictionary(job => job.JobviteJobId);
            var copyOfPeople = (await Read(people)).Candidates.ToDictionary(person => person.JobviteCandidateId);
            foreach (var item in await ReadAfter(jobs.Cursor))
            {
                if (item.RecordId is { } id && item.Type.StartsWith("job.", StringComparison.Ordinal))
                {
                    Put(copyOfJobs, id, await Reader.GetJob(Company, id, Stop) is { DeletedAt: null } job ? job : null);
                }
            }

            foreach (var item in await ReadAfter(people.Cursor))
            {
                if (item.CandidateId is { } id)
                {
                    Put(copyOfPeople, id, await Reader.GetCandidate(Company, id, Stop) is { DeletedAt: null } person ? person : null);
                }
            }

            // The count of candidates is no value of the job's own: no item tells of it.
            Assert.Equal(Json((await All(ExportKind.Jobs)).Jobs.Select(Bare)), Json(copyOfJobs.Values.OrderBy(job => job.JobviteJobId, StringComparer.Ordinal).Select(Bare)));
            Assert.Equal(Json((await All(ExportKind.Candidates)).Candidates.Select(Bare)), Json(copyOfPeople.Values.OrderBy(person => person.JobviteCandidateId, StringComparer.Ordinal).Select(Bare)));
        }

        static void Put<T>(Dictionary<string, T> copy, string id, T? now)
        {
            copy.Remove(id);
            if (now is not null)
            {
                copy.Add(id, now);
            }
        }
    }

    private static JobView Bare(JobView job) => job with { CandidateCount = 0, RawJson = null, ReadAt = default };

    private static CandidateView Bare(CandidateView person) => person with { RawJson = null, ReadAt = default };

    private async Task Change(Random random, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Advance(1);
            var (job, person) = ($"j{random.Next(6)}", $"p{random.Next(6)}");
            switch (random.Next(5))
            {
                case 0:
                    await Save(Sample.Job(job, $"Title {random.Next(3)}"));
                    break;
                case 1:
                    await Save(Sample.Person(person, $"{random.Next(3)}@example.com"));
                    break;
                case 2 or 3:
                    await Save(Sample.Person(person, null, null, Sample.Application($"a{person}{random.Next(2)}", $"State {random.Next(3)}", job: job)));
                    break;
                default:
                    await Delete(SyncKind.Candidates, run => SavePage(run, Sample.Person(person, null, null, Sample.Application($"a{person}0"))));
                    break;
            }
        }
    }

    private async Task<ExportChunk> All(ExportKind kind, Func<ExportRequest, ExportRequest>? change = null)
    {
        var request = new ExportRequest { Kind = kind };
        await using var reading = await Exports.Open(Company, change?.Invoke(request) ?? request, Stop);
        return await Read(reading);
    }

    private static async Task<ExportChunk> Read(IExportReading reading)
    {
        var chunk = await reading.Next(Stop);
        Assert.True(chunk.IsLast);
        return chunk;
    }

    private async Task<IReadOnlyList<FeedItem>> ReadAfter(string cursor) => (await Feed.Read(Company, new FeedRequest(cursor, false, FeedRequest.MaxLimit, []), Stop)).Items;

    private static IEnumerable<string?> RawOf(ExportChunk chunk) =>
    [
        .. chunk.Jobs.Select(one => one.RawJson), .. chunk.Candidates.Select(one => one.RawJson), .. chunk.Applications.Select(one => one.RawJson),
        .. chunk.Processes.Select(one => one.RawJson), .. chunk.Tasks.Select(one => one.Task.RawJson),
    ];

    private static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows);
}
