using CsCheck;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What was asked for later is what Jobvite says now, whatever Jobvite's own dates do (docs/adr/0021).</summary>
public abstract class FreshnessContract : StoreContract
{
    private static readonly CandidateRow[] None = [];
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Dates as Jobvite gives them: none, forth and back, by a millisecond, one far ahead, seconds where milliseconds should be.</summary>
    private static readonly DateTimeOffset?[] Dates =
    [
        null, Day, Day.AddDays(1), Day.AddDays(-1), Day.AddMilliseconds(-1), new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
        DateTimeOffset.FromUnixTimeMilliseconds(Day.ToUnixTimeSeconds()),
    ];

    private static readonly Gen<DateTimeOffset?> Date = Gen.Int[0, Dates.Length - 1].Select(i => Dates[i]);

    [Fact]
    public async Task A_person_who_was_anonymised_is_stored_so_though_the_newest_application_went_with_its_date()
    {
        var (june1, june2) = (DateTimeOffset.FromUnixTimeMilliseconds(1748736000000), DateTimeOffset.FromUnixTimeMilliseconds(1748822400000));
        var first = await Begin();
        await SavePage(
            first,
            Person("p1", "Ada", "old@example.com", june1, Sample.Application("A", "New", june1)),
            Person("p1", "Ada", "old@example.com", june2, Sample.Application("B", "New", june2)));
        await Runs.Finish(first, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        Advance();

        var second = await SavePage(await Begin(), Person("p1", "Erased", null, june1, Sample.Application("A", "New", june1)));

        Assert.Equal(new UpsertCounts(0, 1, 0), second.Counts);
        Assert.Equal(("Erased", null), ((await Candidate("p1")).FirstName, (await Candidate("p1")).Email));
    }

    [Fact]
    public async Task A_record_once_dated_2099_still_changes()
    {
        await Save(Sample.Job("j1", "Typed wrongly", new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Advance();

        Assert.Equal(new UpsertCounts(0, 1, 0), await Save(Sample.Job("j1", "Mended", Day)));
        Assert.Equal("Mended", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task An_answer_that_was_asked_for_earlier_is_counted_as_stale()
    {
        await Save(Sample.Job("j1", "Later", Day));
        var run = await Begin(SyncKind.Jobs);

        var late = await Records.SavePage(
            Page(run) with { ReadAt = Now.AddSeconds(-1) }, [Sample.Job("j1", "Earlier", Day.AddDays(1)), Sample.Job("j2")], IncomingWins.Instance, Stop);

        Assert.Equal(new UpsertCounts(1, 0, 0, Stale: 1), late.Counts);
        Assert.Equal(new SyncProgress { Fetched = 2, Created = 1, Stale = 1, Pages = 1 }, (await Reader.GetRun(Company, run.RunId, Stop))!.Progress);
        Assert.Equal(new UpsertCounts(0, 0, 0, Stale: 1), await Records.SaveRefresh(Refresh(Now.AddSeconds(-2)), [Sample.Job("j1", "Before")], IncomingWins.Instance, Stop));
        Assert.Equal("Later", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task Documents_of_an_answer_that_was_asked_for_earlier_are_not_stored()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "Offer")) with { Documents = Sample.Told(Sample.Document("cv", "new", "a1"), Sample.Document("id", "new")) });

        await Records.SaveRefresh(
            Refresh(Now.AddSeconds(-1)),
            [Sample.Person("p1", null, null, Sample.Application("a1")) with { Documents = Sample.Told(Sample.Document("cv", "old", "a1"), Sample.Document("id", "old")) }],
            IncomingWins.Instance,
            Stop);

        Assert.Equal(["new", "new"], await Store.Look("SELECT content_hash FROM candidate_documents"));
    }

    [Fact]
    public async Task A_time_of_reading_that_our_clock_has_not_reached_does_not_freeze_the_record()
    {
        await Records.SaveRefresh(Refresh(Now.AddYears(1)), [Sample.Person("p1", "wrong@example.com", Day, Sample.Application("a1"))], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(Refresh(Now.AddYears(1)), [Sample.Person("p2", "gone@example.com", Day, Sample.Application("a2"))], IncomingWins.Instance, Stop);
        Advance();
        var run = await Begin();

        await SavePage(run, Sample.Person("p1", "right@example.com", Day, Sample.Application("a1")));

        Assert.Equal("right@example.com", (await Candidate("p1")).Email);
        Assert.Equal(["p1"], await Store.Look("SELECT c.jobvite_id FROM candidates AS c JOIN applications AS a ON a.candidate_id = c.jobvite_id WHERE a.read_at = c.read_at AND c.read_at = c.updated_at"));
        await Records.DeleteUnseen(run, Stop);
        Assert.Equal((null, true), ((await Candidate("p1")).DeletedAt, (await Candidate("p2")).DeletedAt is not null));
    }

    [Fact]
    public async Task A_record_that_a_wrong_clock_made_can_be_deleted_and_one_of_a_clock_that_is_a_little_ahead_is_spared()
    {
        await Records.SaveRefresh(Refresh(Now.AddYears(1)), [Sample.Person("later")], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(Refresh(Now.AddMinutes(5)), [Sample.Person("soon")], IncomingWins.Instance, Stop);
        await Store.Run("UPDATE candidates SET created_at = read_at");
        var run = await Begin();
        await SavePage(run, Sample.Person("p1"));

        Assert.Equal(1, await Records.DeleteUnseen(run, Stop));
        Assert.Equal((true, null), ((await Candidate("later")).DeletedAt is not null, (await Candidate("soon")).DeletedAt));
    }

    [Fact]
    public async Task A_run_that_a_wrong_clock_dated_is_neither_a_watermark_nor_the_last_of_the_schedule()
    {
        var run = await Begin();
        await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true }, Stop);
        var right = (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind == SyncKind.Candidates);
        Assert.Equal((Now, Now, Now, Now, Now), (right.LastRegularStartedAt, right.LastCompleteStartedAt, right.Watermark, right.LastFullStartedAt, right.LastComparedStartedAt));

        await Records.SaveRefresh(Refresh(Now.AddYears(1)), [Sample.Person("p1")], IncomingWins.Instance, Stop);
        await Store.Run("UPDATE sync_runs SET started_at = (SELECT read_at FROM candidates)");
        await Store.Run("UPDATE sync_deletions SET compared_at = (SELECT read_at FROM candidates)");
        var wrong = (await Runs.GetHistory(Company, Stop)).Single(one => one.Kind == SyncKind.Candidates);
        Assert.Equal((null, null, null, null, null), (wrong.LastRegularStartedAt, wrong.LastCompleteStartedAt, wrong.Watermark, wrong.LastFullStartedAt, wrong.LastComparedStartedAt));
    }

    [Fact]
    public async Task Of_two_entries_of_one_answer_the_one_that_Jobvite_dates_later_counts()
    {
        await Save(Sample.Job("j1", "Later", Day.AddDays(1)), Sample.Job("j1", "Earlier", Day));
        Assert.Equal("Later", (await Reader.GetJob(Company, "j1", Stop))!.Title);
        Advance();

        // Also where the later one is as it is stored, which an answer of tomorrow may leave behind all the same.
        Assert.Equal(new UpsertCounts(0, 0, 1, Stale: 1), await Save(Sample.Job("j1", "Later", Day.AddDays(1)), Sample.Job("j1", "Earlier", Day)));
        Assert.Equal("Later", (await Reader.GetJob(Company, "j1", Stop))!.Title);
        Advance();
        await Save(Sample.Job("j1", "Earlier", Day));
        Assert.Equal("Earlier", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task A_page_asked_for_before_a_refresh_does_not_undo_it_though_the_refresh_found_nothing_new()
    {
        await Save(Sample.Job("j1", "Now"));
        var run = await Begin(SyncKind.Jobs);
        Advance();
        var page = Page(run) with { ReadAt = Now.AddSeconds(-10) };
        await Save(Sample.Job("j1", "Now"));

        await Records.SavePage(page, [Sample.Job("j1", "Before")], IncomingWins.Instance, Stop);

        Assert.Equal("Now", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task A_refresh_asked_for_before_a_page_does_not_undo_it_though_the_page_found_nothing_new()
    {
        await Save(Sample.Job("j1", "Now"));
        Advance();
        var asked = Now;
        Advance();
        await SavePage(await Begin(SyncKind.Jobs), Sample.Job("j1", "Now"));

        Assert.Equal(new UpsertCounts(0, 0, 0, Stale: 1), await Records.SaveRefresh(Refresh(asked), [Sample.Job("j1", "Before")], IncomingWins.Instance, Stop));
        Assert.Equal("Now", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task Refreshes_of_a_job_in_any_order_end_in_the_state_that_was_asked_for_last()
    {
        var number = 0;
        await Gen.Select(Gen.Int[0, 3], Date).Array[2, 6]
            .SelectMany(states => Gen.Shuffle(Enumerable.Range(0, states.Length).ToArray()).Select(order => (states, order)))
            .SampleAsync(async one =>
            {
                var id = $"j{Interlocked.Increment(ref number)}";
                foreach (var i in one.order)
                {
                    await Records.SaveRefresh(Refresh(Day.AddMinutes(i)), [Sample.Job(id, $"State {one.states[i].Item1}", one.states[i].Item2)], IncomingWins.Instance, Stop);
                }

                return (await Reader.GetJob(Company, id, Stop))!.Title == $"State {one.states[^1].Item1}";
            }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task Answers_about_a_candidate_in_any_order_end_in_the_state_that_was_asked_for_last()
    {
        var run = await Begin();
        var number = 0;
        var answer = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 2], Date, Gen.Enum<Way>(), (person, application, stage, date, way) => new Answer(person, application, stage, date, way));
        await answer.Array[2, 8]
            .SelectMany(answers => Gen.Shuffle(Enumerable.Range(0, answers.Length).ToArray()).Select(order => (answers, order: PagesInTurn(answers, order))))
            .SampleAsync(async story =>
            {
                var id = $"p{Interlocked.Increment(ref number)}";
                foreach (var i in story.order)
                {
                    await Arrive(run, id, Day.AddMinutes(i), story.answers[i]);
                }

                var candidate = await Candidate(id);
                var expected = story.answers.GroupBy(one => one.Application).ToDictionary(same => $"{id}-{same.Key}", same => $"State {same.Last().Stage}");
                return candidate.Email == $"{story.answers[^1].Person}@example.com"
                    && candidate.Applications.ToDictionary(one => one.ApplicationId, one => one.WorkflowState).OrderBy(one => one.Key).SequenceEqual(
                        expected.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)).OrderBy(one => one.Key));
            }, iter: 200, threads: 1);
    }

    private async Task Arrive(RunRef run, string id, DateTimeOffset askedAt, Answer answer)
    {
        var application = $"{id}-{answer.Application}";
        var entry = Sample.Person(id, $"{answer.Person}@example.com", answer.Date, Sample.Application(application, $"State {answer.Stage}", answer.Date)) with
        {
            Digest = answer.Way is Way.SingleRead ? null : $"{application} {answer.Person} {answer.Stage} {answer.Date:O}",
        };
        var known = entry.Digest is null ? [] : (await Records.FindKnown(Company, [new EntryKey(application, entry.Digest)], Stop)).Values.ToList();
        var read = known.Count > 0 ? None : [entry];
        await (answer.Way is Way.Page
            ? (Task)Records.SavePage(Page(run) with { ReadAt = askedAt, Known = known }, read, IncomingWins.Instance, Stop)
            : Records.SaveRefresh(Refresh(askedAt) with { Known = known }, read, IncomingWins.Instance, Stop));
    }

    /// <summary>A run asks for a page when it has the one before: its pages arrive in the order of asking.</summary>
    private static int[] PagesInTurn(Answer[] answers, int[] order)
    {
        var pages = new Queue<int>(order.Where(i => answers[i].Way is Way.Page).Order());
        return [.. order.Select(i => answers[i].Way is Way.Page ? pages.Dequeue() : i)];
    }

    private static CandidateRow Person(string id, string name, string? email, DateTimeOffset updated, ApplicationRow application) => Sample.Person(id, email, updated, application) with
    {
        FirstName = name,
        RawJson = System.Text.Json.JsonSerializer.Serialize(new { eId = id, firstName = name, email }),
    };

    private enum Way
    {
        Page,
        List,
        SingleRead,
    }

    private sealed record Answer(int Person, int Application, int Stage, DateTimeOffset? Date, Way Way);
}
