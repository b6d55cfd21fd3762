using CsCheck;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Grains.Tests.Refreshes;

namespace Jobvite.Grains.Tests.Candidates;

/// <summary>Events that name an application and no candidate.</summary>
public sealed class ApplicationRefreshTests
{
    private const string NoSuchRecord = "Jobvite has no such record.";
    private static readonly DateOnly Today = DateOnly.FromDateTime(RefreshBench.Now.UtcDateTime);

    [Fact]
    public async Task An_application_that_is_stored_is_read_by_its_candidate_together_with_the_candidates_own_events()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a1"), Entry("p1", "a2")] });
        var (one, two, three) = (RefreshBench.OfApplication("a1", "p1"), RefreshBench.OfApplication("a2", "p1"), RefreshBench.Event("p1"));

        await bench.Refresh(SyncKind.Candidates, one, two, three);

        Assert.Equal(["p1"], bench.Jobvite.Asked);
        Assert.Equal(["a1", "a2"], bench.Records.Stages.Keys.Order());
        Assert.Equal(1, bench.Jobvite.Requests);
        Assert.All([one, two, three], e => Assert.Null(bench.Records.Answered[e.Ids[0]]));
    }

    [Fact]
    public async Task An_unknown_application_is_asked_for_itself()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a1"), Entry("p2", "a2")] });

        await bench.Refresh(SyncKind.Candidates, RefreshBench.OfApplication("a2"));

        Assert.Equal(["a2"], bench.Jobvite.Asked);
        Assert.Equal(["a2"], bench.Records.Stages.Keys);
    }

    [Fact]
    public async Task An_application_that_has_become_another_persons_is_asked_for_itself()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a9"), Entry("p2", "a1")] });
        var moved = RefreshBench.OfApplication("a1", "p1");

        await bench.Refresh(SyncKind.Candidates, moved);

        Assert.Equal(["p1", "a1"], bench.Jobvite.Asked);
        Assert.Equal(["a1", "a9"], bench.Records.Stages.Keys.Order());
        Assert.Null(bench.Records.Answered[moved.Ids[0]]);
    }

    [Fact]
    public async Task An_application_that_jobvite_does_not_have_is_noted()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a9")] });
        var (gone, never) = (RefreshBench.OfApplication("a1", "p1"), RefreshBench.OfApplication("a5"));

        await bench.Refresh(SyncKind.Candidates, gone, never);

        Assert.Equal([NoSuchRecord, NoSuchRecord], [bench.Records.Answered[gone.Ids[0]], bench.Records.Answered[never.Ids[0]]]);
    }

    [Fact]
    public async Task A_list_serves_applications_whose_candidate_is_unknown()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [.. Enumerable.Range(0, 300).Select(i => Entry($"p{i}", $"a{i}"))] });
        var events = Enumerable.Range(0, 200).Select(i => RefreshBench.OfApplication($"a{i}", i % 2 == 0 ? $"p{i}" : null)).ToList();

        await bench.Refresh(SyncKind.Candidates, events);

        Assert.Equal((0, 1, 200), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests, bench.Records.Answered.Count));
    }

    [Fact]
    public async Task A_hundred_events_of_one_application_are_one_request()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a1")] });
        Guid[] ids = [.. Enumerable.Range(0, 100).Select(_ => Guid.NewGuid())];

        await bench.Refresh(
            SyncKind.Candidates,
            RefreshBench.OfApplication("a1") with { Ids = ids[..60] },
            RefreshBench.OfApplication("a1") with { Ids = ids[60..], Attempts = 2 });

        Assert.Equal((1, 100), (bench.Jobvite.Requests, bench.Records.Answered.Count));
    }

    [Fact]
    public async Task Where_the_settings_leave_candidates_out_a_list_stores_the_ones_whose_application_is_named()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [.. Enumerable.Range(0, 20).Select(i => Entry($"p{i}", $"a{i}"))] });
        var settings = PlayedCompany.Connected.Settings with { CandidateSyncLimit = 5 };

        await bench.Refresh(SyncKind.Candidates, settings, [.. Enumerable.Range(0, 8).Select(i => RefreshBench.OfApplication($"a{i}"))]);

        Assert.Equal((0, 8), (bench.Jobvite.SingleRequests, bench.Records.Stages.Count));
    }

    [Fact]
    public async Task An_id_that_cannot_be_asked_for_is_pointless_and_holds_up_nobody()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a1")] });
        var (bad, good) = (RefreshBench.Event("../x"), RefreshBench.Event("p1"));

        var result = await bench.Refresh(SyncKind.Candidates, bad, good);

        Assert.Equal(bad, Assert.Single(result.Pointless).Key);
        Assert.Equal(["p1"], bench.Jobvite.Asked);
        Assert.Equal([good.Ids[0]], bench.Records.Answered.Keys);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_leaves_its_records_to_single_reads()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [.. Enumerable.Range(0, 9).Select(i => Entry($"p{i}", $"a{i}"))] });
        bench.Jobvite.Troubles["list"] = () => Failure(FailureKind.Malformed);

        var result = await bench.Refresh(SyncKind.Candidates, [.. Enumerable.Range(0, 9).Select(i => RefreshBench.Event($"p{i}"))]);

        Assert.Empty(result.Failed);
        Assert.Equal((1, 9, 9), (bench.Jobvite.ListRequests, bench.Jobvite.SingleRequests, bench.Records.Answered.Count));
    }

    [Fact]
    public async Task A_record_that_breaks_the_program_takes_no_other_down()
    {
        var bench = new RefreshBench(new PlayedJobvite { Entries = [Entry("p1", "a1"), Entry("p2", "a2")] });
        bench.Jobvite.Troubles["p1"] = () => new InvalidOperationException("A bug.");
        var bad = RefreshBench.Event("p1");

        var result = await bench.Refresh(SyncKind.Candidates, bad, RefreshBench.Event("p2"));

        Assert.Equal(bad, Assert.Single(result.Failed).Key);
        Assert.Equal("A bug.", Assert.Single(result.Unexpected).Message);
        Assert.Single(bench.Records.Answered);
    }

    /// <summary>Whatever the store knew of an application, right, outdated or nothing, and by whatever plan: afterwards Jobvite's entry of it is stored.</summary>
    [Fact]
    public Task Whatever_was_known_of_it_the_application_ends_as_jobvite_has_it() => Gen
        .Select(Gen.Select(Gen.Int[1, 3], Gen.Bool).Array[1, 30], Gen.Select(Gen.Int[0, 40], Gen.Int[0, 2], Gen.Int[0, 3]).Array[1, 50], Gen.Int[2, 30])
        .SampleAsync(async (people, named, pageSize) =>
        {
            var jobvite = new PlayedJobvite { PageSize = pageSize };
            for (var i = 0; i < people.Length; i++)
            {
                var (applications, recent) = people[i];
                jobvite.Entries.AddRange(Enumerable.Range(0, applications).Select(a => Entry($"p{i}", $"a{i}-{a}", recent ? Today : Today.AddDays(-90))));
            }

            var events = named.Select(one => one switch
            {
                (var n, var a, 0) => RefreshBench.OfApplication($"a{n}-{a}"),
                (var n, var a, 1) => RefreshBench.OfApplication($"a{n}-{a}", $"p{n}"),
                (var n, var a, 2) => RefreshBench.OfApplication($"a{n}-{a}", $"p{n + 1}"),
                (var n, var a, _) => RefreshBench.Event($"p{n}", $"a{n}-{a}"),
            }).ToList();
            var bench = new RefreshBench(jobvite);

            var result = await bench.Refresh(SyncKind.Candidates, events);

            Assert.Empty(result.Failed);
            Assert.Equal(events.Select(e => e.Ids[0]).Order(), bench.Records.Answered.Keys.Order());
            foreach (var e in events.Where(e => e.Kind is Storage.EventEntity.Application))
            {
                var there = jobvite.Entries.Any(entry => entry.Application == e.EntityId);
                Assert.Equal(there, bench.Records.Stages.ContainsKey(e.EntityId));
                Assert.Equal(there ? null : NoSuchRecord, bench.Records.Answered[e.Ids[0]]);
            }
        }, iter: 300);

    private static PlayedEntry Entry(string person, string application, DateOnly? listedOn = null) => new(person, application, "New stage", listedOn ?? Today);

    private static JobviteException Failure(FailureKind kind) => new(new JobviteFailure(kind, JobviteEndpoint.Candidate, "Jobvite's answer is bad.", "Look at it."));
}
