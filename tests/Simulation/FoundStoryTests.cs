using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>Stories that went wrong once, among those that <c>scripts/test simulation --worlds 5000</c> tells; each as short as it could be made.</summary>
public sealed class FoundStoryTests
{
    /// <summary>The process had asked for the connection before it stood still, and began its run with it afterwards.</summary>
    [Fact]
    public Task A_run_of_a_process_that_stood_still_while_the_source_changed_reads_the_new_source() => Survives(new Story
    {
        Seed = 810,
        People = 25,
        Jobs = 0,
        SecondApplications = 0,
        Other = OtherSource.Environment,
        OtherPeople = 25,
        SameRecords = true,
        Steps =
        [
            new RunStep(SyncKind.Candidates, SyncMode.Full, RunTrigger.Person, 1),
            new FreezeStep(Step.ToTheEnd),
            new PersonStep(PersonChange.DocumentsReplaced, 10, 13, Telling.Twice, CandidateWebhookForm.ApplicationOnly, Step.ToTheEnd),
            new SourceStep(Step.ToTheEnd),
        ],
    });

    [Fact]
    public Task A_company_that_was_deleted_and_comes_back_with_another_source_is_connected_with_all_that_it_had() => Survives(new Story
    {
        Seed = 276,
        People = 0,
        Jobs = 0,
        Processes = 4,
        Other = OtherSource.Environment,
        OtherPeople = 0,
        SameRecords = true,
        Steps = [new DeleteDataStep(Step.ToTheEnd), new SourceStep(Step.ToTheEnd)],
    });

    [Fact]
    public Task A_run_that_began_while_there_was_a_limit_need_not_see_what_is_gone() => Survives(new Story
    {
        Seed = 959,
        People = 1,
        Jobs = 0,
        SecondApplications = 0,
        Steps =
        [
            new CandidateLimitStep(16, Step.ToTheEnd),
            new RunStep(SyncKind.Candidates, null, RunTrigger.Schedule, Step.ToTheEnd),
            new PersonStep(PersonChange.DeleteApplication, 17, 0, Telling.Lost, CandidateWebhookForm.StageChange, Step.ToTheEnd),
            new RunStep(SyncKind.Candidates, SyncMode.Full, RunTrigger.Person, 0),
        ],
    });

    [Fact]
    public Task Eeo_data_that_were_switched_on_may_wait_for_the_next_full_run_also_beside_a_date_far_ahead() => Survives(new Story
    {
        Seed = 1309,
        People = 21,
        Jobs = 0,
        SecondApplications = 0.46,
        Steps =
        [
            new RunStep(SyncKind.Candidates, SyncMode.Full, RunTrigger.Schedule, Step.ToTheEnd),
            new PersonStep(PersonChange.DateFarAhead, 29, 0, Telling.Lost, CandidateWebhookForm.StageChange, Step.ToTheEnd),
            new EeoStep(Step.ToTheEnd),
        ],
    });

    /// <summary>The process that had stood still knew the new settings, and the former address: it asked there for the documents of the new source's people.</summary>
    [Fact]
    public Task A_process_with_the_former_address_asks_nobody_in_the_new_source_s_name() => Survives(new Story
    {
        Seed = 2464,
        People = 2,
        Jobs = 1,
        Processes = 0,
        SecondApplications = 0,
        Other = OtherSource.Address,
        OtherPeople = 1,
        Steps =
        [
            new RunStep(SyncKind.Candidates, SyncMode.Full, RunTrigger.Schedule, 8),
            new FreezeStep(Step.ToTheEnd),
            new EeoStep(Step.ToTheEnd),
            new WaitStep(TimeSpan.FromMinutes(1)),
            new RunStep(SyncKind.Candidates, null, RunTrigger.Schedule, Step.ToTheEnd),
            new WaitStep(TimeSpan.FromMinutes(1)),
            new PersonStep(PersonChange.Merge, 10, 13, Telling.Twice, CandidateWebhookForm.StageChange, Step.ToTheEnd),
            new JobStep(JobChangeKind.Unlist, 9, Telling.Once, Step.ToTheEnd),
            new WaitStep(TimeSpan.FromMinutes(70)),
            new SourceStep(Step.ToTheEnd),
            new RunStep(SyncKind.Candidates, null, RunTrigger.Person, 0),
        ],
    });

    private static async Task Survives(Story story)
    {
        var ending = await World.Tell(story, DatabaseKind.Sqlite);

        Assert.True(ending.Problem is null, $"{story.Tell()}\n{ending.Problem}\n{ending.Runs}");
    }
}
