using Jobvite.Grains.Interfaces;
using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

/// <summary>Two activations of one actor may write at the same time for a while: the rows must come out as if they had taken turns.</summary>
public sealed class PostgresConcurrencyTests : StoreContract
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    [Fact]
    public async Task Eight_writers_of_the_same_candidates_end_in_the_newest_state()
    {
        const int Writers = 8;
        const int Rounds = 4;
        const int People = 60;
        var random = new Random(20260301);
        var answers = Enumerable.Range(0, Writers * Rounds).ToArray();
        random.Shuffle(answers);
        var orders = answers.ToDictionary(answer => answer, _ =>
        {
            var order = Enumerable.Range(0, People).ToArray();
            random.Shuffle(order);
            return order;
        });

        await Parallel.ForEachAsync(
            answers,
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = Stop },
            async (answer, stop) => await Records.SaveRefresh(
                Refresh(Day.AddMinutes(answer)), [.. orders[answer].Select(person => Entry(person, answer))], IncomingWins.Instance, stop));

        const string Newest = "31@example.com";
        var list = await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(PageSize: 100), false, Stop);
        Assert.Equal(People, list.Total);
        Assert.All(list.Items, candidate =>
        {
            Assert.Equal(Newest, candidate.Email);
            Assert.Equal(["State 31", "State 30", "State 29"], candidate.Applications.Select(application => application.WorkflowState));
        });
        Assert.Equal(0, await Deadlocks());

        static CandidateRow Entry(int person, int answer) => Sample.Person(
            $"p{person}", $"{answer}@example.com", Day.AddDays(answer), Sample.Application($"p{person}-a{answer % 3}", $"State {answer}", Day.AddDays(answer)));
    }

    [Fact]
    public async Task Only_one_of_many_first_writers_creates_a_record()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Records.SaveRefresh(Refresh(Day.AddMinutes(i)), [Sample.Job("j1", $"Title {i}")], IncomingWins.Instance, Stop)));

        Assert.Equal(1, counts.Sum(count => count.Created));
        Assert.Equal("Title 15", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task A_holder_that_was_replaced_writes_nothing_however_close_the_race()
    {
        var held = await Begin(SyncKind.Jobs);
        for (var round = 0; round < 20; round++)
        {
            var zombie = held;
            var saving = Records.SavePage(Page(zombie, $"zombie {round}"), [Sample.Job($"j{round}")], IncomingWins.Instance, Stop);
            var taking = Runs.Take(Company, zombie.RunId, Stop);
            await Task.WhenAll(saving, taking);
            var checkpoint = (await taking)!;

            var stored = (await saving).Pulse is not RunPulse.Lost;
            Assert.Equal(stored, await Reader.GetJob(Company, $"j{round}", Stop) is not null);
            Assert.Equal(stored, checkpoint.Cursor == $"zombie {round}");
            held = checkpoint.Run;
            Assert.Equal(RunPulse.Lost, (await Records.SavePage(Page(zombie, "late"), [Sample.Job("late")], IncomingWins.Instance, Stop)).Pulse);
            Assert.Null(await Records.DeleteUnseen(zombie, Stop));
            Assert.Equal(RunPulse.Lost, await Runs.Heartbeat(zombie, Stop));
            Assert.Null(await Runs.Finish(zombie, new RunEnd(RunStatus.Success, null, Complete: true), Stop));
        }

        Assert.Null(await Reader.GetJob(Company, "late", Stop));
    }

    [Fact]
    public async Task Fifty_that_start_at_once_share_one_run()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Runs.StartOrJoin(Run(), Stop)));

        Assert.Single(starts.Select(start => start.Run.RunId).Distinct());
        Assert.Single(starts, start => !start.Joined);
    }

    [Fact]
    public async Task Starting_while_runs_end_always_finds_a_run()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 10; i++)
            {
                var start = await Runs.StartOrJoin(Run(), Stop);
                if (await Runs.Take(Company, start.Run.RunId, Stop) is { } taken)
                {
                    await Runs.Finish(taken.Run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
                }
            }
        }));

        Assert.All((await Reader.ListRuns(Company, new RunFilter(), new PageRequest(PageSize: 100), Stop)).Items, run => Assert.NotNull(run.Progress));
    }

    [Fact]
    public async Task A_record_refreshed_while_the_run_deletes_is_spared()
    {
        await Save([.. Enumerable.Range(0, 200).Select(i => Sample.Job($"j{i}"))]);
        Advance();
        var run = await Begin(SyncKind.Jobs);
        Advance();

        var refreshing = Records.SaveRefresh(Refresh(), [.. Enumerable.Range(0, 200).Select(i => Sample.Job($"j{i}"))], IncomingWins.Instance, Stop);
        var deleting = Records.DeleteUnseen(run, Stop);
        await Task.WhenAll(refreshing, deleting);

        Assert.Equal(200, (await Reader.Count(Company, Stop)).Jobs);
    }

    [Fact]
    public async Task The_same_events_settled_from_many_sides_are_settled_once()
    {
        var events = Enumerable.Range(0, 40).Select(_ => Sample.Event(Now)).ToArray();
        await Events.Append(events, Stop);
        var ids = events.Select(one => one.Id).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Records.SaveRefresh(
            Refresh(events: i % 2 == 0 ? ids : [.. ids.Reverse()]), [Sample.Person($"p{i}")], IncomingWins.Instance, Stop)));

        Assert.All(
            (await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(PageSize: 100), Stop)).Items,
            one => Assert.Equal((WebhookStatus.Processed, 1), (one.Status, one.Attempts)));
        Assert.Equal(0, await Deadlocks());
    }

    [Fact]
    public async Task Documents_of_one_name_from_many_sides_are_one_document()
    {
        await Save(Sample.Person("p1"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document("cv", $"h{i}")), Now, Stop)));

        Assert.Single((await Documents.List(Company, "p1", Stop))!.Documents);
    }

    [Fact]
    public async Task Lists_of_documents_from_many_sides_leave_one_of_them()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));

        await Task.WhenAll(Enumerable.Range(0, 8).Select<int, Task>(i => i % 2 == 0
            ? Save(Sample.Person("p1", null, null, Sample.Application("a1")) with { Documents = [Sample.Artifacts("a1", Sample.Document($"list{i}"))] })
            : Documents.SaveFetched(Company, "p1", Sample.Fetched(Sample.Document($"fetched{i}")), Now, Stop)));
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")) with { Documents = [Sample.Artifacts("a1", Sample.Document("last"))] });
        var shown = (await Documents.List(Company, "p1", Stop))!.Documents;

        // At most one that was handed out stays beside the application's: the entry says nothing about it.
        Assert.InRange(shown.Length, 1, 2);
        Assert.Equal(0, await Deadlocks());
    }

    [Fact]
    public async Task An_unchanged_page_writes_no_row_of_a_record()
    {
        CandidateRow[] page = [.. Enumerable.Range(0, 100).Select(i => Sample.Person($"p{i}", "a@example.com", Day, Sample.Application($"a{i}", "New", Day)))];
        var run = await Begin();
        await SavePage(run, page);
        var before = await Versions();
        Advance();

        Assert.Equal(new UpsertCounts(0, 0, 100), (await SavePage(run, page)).Counts);
        Assert.Equal(before, await Versions());
    }

    private Task<string?> Versions() => Store.Get<PostgresDatabase>().Read(
        session => session.Scalar<string>("SELECT string_agg(v, ',') FROM (SELECT ctid::text || xmin || xmax AS v FROM candidates UNION ALL SELECT ctid::text || xmin || xmax FROM applications ORDER BY v) AS rows (v)"), Stop);

    private Task<long> Deadlocks() => Store.Get<PostgresDatabase>().Read(
        session => session.Scalar<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), Stop);
}
