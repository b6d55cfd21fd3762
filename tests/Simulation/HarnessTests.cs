using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>The simulation itself: it repeats, it sees what is wrong, and it tells it in short.</summary>
public sealed class HarnessTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    public async Task A_story_is_told_the_same_way_twice(int seed)
    {
        // The product draws its pauses after failures and between refreshes at random; all else is the story's.
        const Ingredients Repeatable = Ingredients.All & ~(Ingredients.Faults | Ingredients.Kills | Ingredients.Events);
        var story = new Author(seed, Repeatable).Write();

        Assert.Equal(new Author(seed, Repeatable).Write().Tell(), story.Tell());
        Assert.Equal(await World.Tell(story, DatabaseKind.Sqlite), await World.Tell(story, DatabaseKind.Sqlite));
    }

    [Fact]
    public async Task A_quiet_world_is_mirrored()
    {
        var story = new Story { Seed = 1, Processes = 0, Steps = [new RunStep(SyncKind.Candidates, null, RunTrigger.Person, Step.ToTheEnd)] };

        var ending = await World.Tell(story, DatabaseKind.Sqlite);

        Assert.Null(ending.Problem);
        Assert.InRange(ending.Calls, 20, 1000);
        Assert.Contains("run of Candidates Full by Person at 01 12:00:01: Success", ending.Runs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_was_killed_in_the_middle_of_a_request_takes_no_memory()
    {
        var killed = await KillWhileItConnects();

        for (var collections = 0; collections < 3 && killed.IsAlive; collections++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(killed.IsAlive);
    }

    [Fact]
    public async Task A_story_shrinks_to_what_matters()
    {
        var story = new Author(7, Ingredients.All).Write();
        var culprit = new PersonStep(PersonChange.Erase, 3, 4, Telling.Twice, CandidateWebhookForm.ApplicationOnly, 5);
        story = story with { People = 20, Habits = story.Habits with { PageCap = 7, CapitalIds = true }, Steps = story.Steps.Insert(2, culprit) };

        var shortest = await Shrinking.Shrink(
            story,
            smaller => Task.FromResult(smaller.Habits.PageCap == 7 && smaller.People >= 4 && smaller.Steps.Any(step => step is PersonStep { Change: PersonChange.Erase })),
            attempts: 1000);

        Assert.Equal(
            """
              4 people (0 % with two applications), 0 jobs, 0 processes
              habits: PageCap 7
              1. Erase of person 3, untold
            """,
            shortest.Tell());
    }

    [Fact]
    public void What_is_missing_wrong_or_too_much_is_named()
    {
        var (truth, mirror) = (new Picture(), new Picture());
        truth.Add("person", "p1")["email"] = "new@example.com";
        mirror.Add("person", "p1")["email"] = "old@example.com";
        truth.Add("person", "p2");
        truth.Add("person", "p3");
        mirror.Deleted[new Key("person", "p3")] = DateTimeOffset.UnixEpoch;
        mirror.Add("person", "p4");

        Assert.Equal(
            [
                "person p1: email is 'old@example.com', Jobvite has 'new@example.com'",
                "person p2 is missing",
                "person p3 lives and is marked as deleted",
                "person p4 is gone at Jobvite and still shown",
            ],
            truth.Differences(mirror));
    }

    [Fact]
    public void What_is_wrong_for_too_long_must_be_named_by_a_cause_that_fits()
    {
        var health = new HealthReport { Status = HealthStatus.Degraded, Incidents = [Incident("run:jobs")] };
        var patience = new Patience(() => new SyncSettings { IntervalMinutes = 60 }, () => health);
        void Note(double hours) => patience.Note(
            TimeSpan.FromHours(hours), [(new Key("person", "p1"), "person p1: email is wrong", 1, true), (new Key("person", "p2"), "person p2 is gone and shown", 1, false)], [], eventsWait: false);

        Note(0);
        Assert.Empty(patience.FindUnnamed(TimeSpan.FromHours(4)));
        Assert.StartsWith("person p1: email is wrong, for 5 hours, though 4 are allowed", patience.FindUnnamed(TimeSpan.FromHours(5))[0], StringComparison.Ordinal);
        Assert.DoesNotContain(patience.FindUnnamed(TimeSpan.FromHours(5)), static text => text.StartsWith("person p2", StringComparison.Ordinal));
        Assert.Contains("no run of Candidates has begun for 5 hours", patience.FindUnnamed(TimeSpan.FromHours(5)));
        Assert.DoesNotContain("no run of Jobs has begun for 5 hours", patience.FindUnnamed(TimeSpan.FromHours(5)));

        health = health with { Incidents = [Incident("run:jobs"), Incident("endpoint:candidate")] };
        Assert.Empty(patience.FindUnnamed(TimeSpan.FromHours(50)));

        static HealthIncident Incident(string subject) => new()
        {
            Id = Guid.NewGuid(),
            Subject = subject,
            StartedAt = DateTimeOffset.UnixEpoch,
            Cause = "",
            Effect = "",
            WhatToDo = "",
            Severe = false,
        };
    }

    [Fact]
    public void The_judge_reads_the_recorded_form()
    {
        const string Records = """
            {"jobs":[],"unlistedJobs":[],"artifacts":{},"processes":[],"tasks":[],"candidates":[{"eId":"p1","firstName":"Ada","email":"","location":",  United States",
              "application":{"eId":"a1","workflowState":"New","gender":"F","job":{"eId":null,"title":null},"resume":{"content":"Engineer","format":"Text"}}}]}
            """;

        var picture = Judge.Of(Records);

        Assert.Equal(",  United States", picture.Records[new Key("person", "p1")]["location"]);
        Assert.Null(picture.Records[new Key("person", "p1")]["email"]);
        Assert.Null(picture.Records[new Key("application", "a1")]["job"]);
        Assert.Equal($"resume  {Judge.Hash("Engineer"u8.ToArray())}", picture.Records[new Key("documents", "p1")]["documents"]);
        Assert.DoesNotContain("gender", picture.Records[new Key("person", "p1")]["raw"], StringComparison.Ordinal);
    }

    private static async Task<WeakReference> KillWhileItConnects()
    {
        var story = new Story { Seed = 1, Processes = 0, Steps = [] };
        var clock = new WorldClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var stores = await Stores.Open(DatabaseKind.Sqlite, clock);
        await using var sources = await Sources.Start(story, clock);
        var told = new TaskCompletionSource<WeakReference>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            var pump = new Pump(1, clock);
            using var silo = new Silo(new Machine("killed", new Cluster(clock), stores, pump, clock, sources, new Silo.ErrorLog()), new Dictionary<string, string?>());
            _ = silo.Configure(sources.Connect());
            while (sources.Current.Requests.Total == 0)
            {
                pump.Run(1, clock.GetUtcNow().AddMinutes(1));
            }

            silo.Life.Kill();
            told.SetResult(new WeakReference(silo));
        })
        { IsBackground = true, Name = "killed world" }.Start();
        return await told.Task;
    }
}
