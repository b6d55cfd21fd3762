using Jobvite.Grains.Candidates;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Candidates;

[Collection(ClusterTests.Name)]
public sealed class CandidateStoryTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_refresh_by_hand_takes_one_request_and_is_told_with_who_asked()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 20, Processes = 0 });
        await company.Sync(SyncKind.Candidates);
        var id = company.Sandbox.World.CandidateIds[0];
        var before = await Story(company, id);
        Assert.Equal(ReadingCause.Sync, before.Reading!.LastReadBy);
        Assert.NotNull(before.Reading.LastReadId);
        Assert.True(before.Reading is { CanRefresh: true, NextRunAt: not null, WaitingWebhooks: 0 });

        company.Sandbox.World.ChangeCandidateStage(id, null, "Phone screen of a test", announce: false);
        var used = Used(before);
        var refreshed = await company.Tenant.RefreshCandidate(id, company.Caller);

        Assert.Equal(new CandidateRefreshed(CandidateRefreshOutcome.Changed), refreshed);
        var after = await Story(company, id);
        Assert.Equal(used + 1, Used(after));
        Assert.Equal(ReadingCause.Person, after.Reading!.LastReadBy);
        Assert.Equal(AuditActions.RefreshCandidate, after.Events[0].Act!.Action);
        Assert.Contains(after.Events, one => one.Change is { To: "Phone screen of a test", Cause: FeedCause.Manual });
        Assert.Equal(CandidateRefreshOutcome.Unchanged, (await company.Tenant.RefreshCandidate(id, company.Caller)).Outcome);
    }

    [Fact]
    public async Task Nobody_refreshes_a_candidate_of_another_company_or_one_that_is_not_stored()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 20, Processes = 0 });
        await using var other = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var id = company.Sandbox.World.CandidateIds[0];
        var used = Used(await Story(company, id));

        Assert.Equal(CandidateRefreshOutcome.NotFound, (await company.Tenant.RefreshCandidate(id, other.Caller)).Outcome);
        Assert.Equal(CandidateRefreshOutcome.NotFound, (await company.Tenant.RefreshCandidate("nobody", company.Caller)).Outcome);
        Assert.Equal(used, Used(await Story(company, id)));
        Assert.Empty((await Story(other, id)).Events);
    }

    [Fact]
    public async Task A_company_that_does_not_sync_candidates_is_not_asked_for_one()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 20, Processes = 0 });
        await company.Sync(SyncKind.Candidates);
        await company.Configure(new SyncSettingsPatch { SyncCandidates = false });
        var id = company.Sandbox.World.CandidateIds[0];

        var refreshed = await company.Tenant.RefreshCandidate(id, company.Caller);

        Assert.Equal(CandidateRefreshOutcome.Failed, refreshed.Outcome);
        Assert.Contains("not asked", refreshed.Error, StringComparison.Ordinal);
        Assert.False((await Story(company, id)).Reading!.CanRefresh);
    }

    [Theory]
    [InlineData(null, null, null, null, null)]
    [InlineData(5, null, null, null, null)]
    [InlineData(5, 20, null, null, ReadingCause.Sync)]
    [InlineData(22, 20, null, null, ReadingCause.Sync)]
    [InlineData(5, 20, 30, null, ReadingCause.Webhook)]
    [InlineData(29, 20, 30, null, ReadingCause.Webhook)]
    [InlineData(40, 20, 30, 41, ReadingCause.Person)]
    [InlineData(35, 20, 30, null, null)]
    public void The_last_reading_is_the_newest_of_what_is_known(int? row, int? run, int? webhook, int? person, ReadingCause? expected)
    {
        var rows = new StoryRows
        {
            ReadAt = At(row),
            LastWebhook = webhook is null ? null : new StoryCause(Guid.NewGuid(), At(webhook)!.Value),
            Events = person is null ? [] : [new StoryEvent { Id = Guid.NewGuid(), At = At(person)!.Value, Act = new() { Id = Guid.NewGuid(), At = At(person)!.Value, Action = AuditActions.RefreshCandidate, Outcome = AuditOutcomes.Success, Email = "ann@example.com" } }],
        };
        var history = run is null ? null : new KindHistory { Kind = SyncKind.Candidates, LastCompleteStartedAt = At(run), LastEnded = Ended(run.Value) };

        var last = LastReading.Of(rows, history);

        Assert.Equal(expected, last.LastReadBy);
        Assert.Equal(new[] { row, run, webhook, person }.Max() is { } newest ? At(newest) : null, last.LastReadAt);
        Assert.Equal(expected is ReadingCause.Person ? "ann@example.com" : null, last.LastReadPerson);

        static DateTimeOffset? At(int? minute) => minute is { } some ? DateTimeOffset.UnixEpoch.AddMinutes(some) : null;
        static SyncRun Ended(int minute) => new()
        {
            RunId = Guid.NewGuid(),
            Kind = SyncKind.Candidates,
            Mode = SyncMode.Full,
            Status = RunStatus.Success,
            Trigger = RunTrigger.Schedule,
            StartedAt = At(minute)!.Value,
            FinishedAt = At(minute + 5),
            Progress = new(),
        };
    }

    private static Task<CandidateStory> Story(TestCompany company, string id) => company.Records.GetCandidateStory(id, before: null, 50, company.Caller.TenantId, TestContext.Current.CancellationToken);

    private static int Used(CandidateStory story) => story.Reading!.Budget.Windows.Single(one => one.Window == BudgetWindow.Hour).Used;
}
