using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Grains.Tests.Refreshes;
using Jobvite.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Jobs;

public sealed class JobSourceTests
{
    private static readonly List<string> Listed = [.. Enumerable.Range(0, 10).Select(i => $"j{i}")];

    [Fact]
    public async Task A_run_that_misses_nothing_asks_for_nothing_more()
    {
        var jobvite = new PlayedJobvite { Jobs = Listed };
        Assert.Single(await Read(jobvite, []));
        Assert.Equal(1, jobvite.Requests);
    }

    [Fact]
    public async Task Jobs_that_left_the_list_are_asked_for_in_one_request_and_those_that_exist_are_stored()
    {
        var jobvite = new PlayedJobvite { Jobs = Listed, HiddenJobs = ["filled", "closed"] };
        var drafts = await Read(jobvite, ["filled", "closed"]);
        Assert.Equal(["closed", "filled", "j9"], jobvite.AskedTogether.Single().Order(StringComparer.Ordinal));
        Assert.True(drafts[0].StoreFirst);
        Assert.Equal((2, 0, RunCursor.SecondLook), (drafts[1].Fetched, drafts[1].Failures.Count, drafts[1].NextCursor));
    }

    [Fact]
    public async Task A_job_that_does_not_come_beside_one_that_exists_is_gone()
    {
        var jobvite = new PlayedJobvite { Jobs = Listed };
        Assert.Single(await Read(jobvite, ["gone1", "gone2", "gone3"]));
        Assert.Single(jobvite.AskedTogether);
        Assert.Equal(0, jobvite.SingleRequests);
    }

    [Fact]
    public async Task An_answer_that_is_cut_short_is_asked_for_until_it_brings_no_more()
    {
        var hidden = Enumerable.Range(0, 30).Select(i => $"h{i:00}").ToList();
        var jobvite = new PlayedJobvite { Jobs = Listed, HiddenJobs = hidden, MostJobsByIds = 12 };
        var drafts = await Read(jobvite, [.. hidden, "gone"]);
        Assert.Equal(30, drafts.Skip(1).Sum(draft => draft.Fetched));
        Assert.Empty(drafts.SelectMany(draft => draft.Failures));
    }

    [Fact]
    public async Task Where_several_ids_bring_nothing_a_few_are_asked_for_alone_and_the_others_are_kept()
    {
        var gone = Enumerable.Range(0, 8).Select(i => $"x{i}").ToList();
        var jobvite = new PlayedJobvite { Jobs = Listed, HiddenJobs = ["x0"], MostJobsByIds = 0 };
        var drafts = await Read(jobvite, gone);
        Assert.Equal(MissingJobs.MostAlone + 1, jobvite.SingleRequests);
        Assert.Equal(["x5", "x6", "x7"], drafts.SelectMany(draft => draft.Failures).Select(failure => failure.Id));
        Assert.Equal(1 + 3, drafts[1].Fetched);
        Assert.All(drafts.SelectMany(draft => draft.Failures), failure => Assert.Contains("It was kept", failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_jobs_are_asked_for_a_hundred_at_a_time_up_to_a_bound_beyond_which_nothing_is_deleted()
    {
        var hidden = Enumerable.Range(0, 2_500).Select(i => $"h{i:0000}").ToList();
        var jobvite = new PlayedJobvite { Jobs = Listed, HiddenJobs = hidden };
        var drafts = await Read(jobvite, hidden);
        Assert.InRange(jobvite.AskedTogether.Count, 20, 21);
        Assert.All(jobvite.AskedTogether, ids => Assert.InRange(ids.Count, 1, MissingJobs.PerRequest));
        Assert.Contains("too many to ask", drafts[^1].Incomplete, StringComparison.Ordinal);
        Assert.True(drafts[^1].EndReached);
    }

    [Fact]
    public async Task An_id_that_cannot_be_asked_for_is_kept()
    {
        var drafts = await Read(new PlayedJobvite { Jobs = Listed }, ["../x", "gone"]);
        Assert.Equal("../x", drafts.SelectMany(draft => draft.Failures).Single().Id);
    }

    [Fact]
    public async Task After_an_interruption_the_list_names_the_job_that_is_known_to_be_there()
    {
        var jobvite = new PlayedJobvite { Jobs = Listed };
        Assert.Empty(await Read(jobvite, ["gone"], cursor: RunCursor.SecondLook));
        Assert.Equal((1, 1, 0), (jobvite.ListRequests, jobvite.AskedTogether.Count, jobvite.SingleRequests));
    }

    [Fact]
    public async Task A_run_that_deletes_nothing_does_not_ask()
    {
        var jobvite = new PlayedJobvite { Jobs = Listed };
        await Read(jobvite, ["gone"], SyncMode.Incremental);
        await Read(jobvite, ["gone"], limit: 500);
        await Read(new PlayedJobvite { Jobs = Listed, Incomplete = true }, ["gone"]);
        Assert.Empty(jobvite.AskedTogether);
    }

    private static async Task<List<PageDraft>> Read(PlayedJobvite jobvite, List<string> unseen, SyncMode mode = SyncMode.Full, string? cursor = null, int? limit = null)
    {
        var pages = new JobSource(new MemoryRecords { UnseenJobs = unseen }, new FakeTimeProvider());
        var checkpoint = new RunCheckpoint
        {
            Run = new RunRef("acme", Guid.NewGuid(), 1),
            Kind = SyncKind.Jobs,
            Mode = mode,
            Trigger = RunTrigger.Schedule,
            StartedAt = RefreshBench.Now,
            Cursor = cursor,
            Limit = limit,
            Progress = new SyncProgress(),
        };
        var drafts = new List<PageDraft>();
        await foreach (var draft in pages.Read(jobvite, checkpoint, () => limit, PlayedCompany.Connected, TestContext.Current.CancellationToken))
        {
            drafts.Add(draft);
        }

        return drafts;
    }
}
