using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class CandidatePageTests(FrontHost front) : IClassFixture<FrontHost>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task The_story_names_what_happened_with_its_cause_and_links_to_it()
    {
        var (webhook, run) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var tenant = Tenant(new CandidateStory
        {
            Events =
            [
                Event(1) with { Act = Act("document.download") },
                Event(2) with { Change = Stage(FeedCause.Webhook, webhook) },
                Event(3) with { Webhook = Webhook(webhook) },
                Event(4) with { Change = new StoryChange { Type = "candidate.updated", Fields = ["last_name", "home_phone"], Cause = FeedCause.Sync, CauseId = run } },
                Event(5) with { Change = new StoryChange { Type = "document.deleted", Cause = FeedCause.Manual } },
                Event(6) with { Applied = new StoryApplication("a-1", "j-7") },
                Event(7) with { FirstSynced = true },
            ],
            Older = new StoryPlace(DateTimeOffset.FromUnixTimeMilliseconds(1234), Guid.Parse("00000000-0000-0000-0000-00000000000a")),
            Reading = new CandidateReading(),
        });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/candidates/c-1");

        Assert.Contains("Downloaded a document", html, StringComparison.Ordinal);
        Assert.Contains("ann@example.com", html, StringComparison.Ordinal);
        Assert.Contains("<strong>Offer</strong>", html, StringComparison.Ordinal);
        Assert.Contains($"announced by a <a href=\"/webhooks/{webhook}\">webhook</a>", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/webhooks/{webhook}\">Webhook: workflowUpdate</a>", html, StringComparison.Ordinal);
        Assert.Contains("Last name, home phone", html, StringComparison.Ordinal);
        Assert.Contains($"found by a <a href=\"/sync/runs/{run}\">sync</a>", html, StringComparison.Ordinal);
        Assert.Contains("Document removed", html, StringComparison.Ordinal);
        Assert.Contains("refreshed from Jobvite by hand", html, StringComparison.Ordinal);
        Assert.Contains("Applied to Cook", html, StringComparison.Ordinal);
        Assert.Contains("First synced", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/candidates/c-1?before=1234-0000000000000000000000000000000a#history\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_events_are_asked_for_by_their_place_and_a_wrong_place_is_refused()
    {
        var tenant = Tenant(new CandidateStory());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/candidates/c-1?before=1234-0000000000000000000000000000000a");
        await browser.Page("/candidates/c-1?before=yesterday", System.Net.HttpStatusCode.BadRequest);

        await tenant.Records.Received(1).GetCandidateStory(
            "c-1", new StoryPlace(DateTimeOffset.FromUnixTimeMilliseconds(1234), Guid.Parse("00000000-0000-0000-0000-00000000000a")), Arg.Any<int>(), tenant.TenantId, Arg.Any<CancellationToken>());
        Assert.Contains("href=\"/candidates/c-1#history\">Newest</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Why is this not newer?", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_it_is_not_newer_says_what_was_read_what_waits_and_which_requests_are_left()
    {
        var run = Guid.CreateVersion7();
        var tenant = Tenant(new CandidateStory
        {
            Reading = new CandidateReading
            {
                LastReadAt = Now.AddMinutes(-12),
                LastReadBy = ReadingCause.Sync,
                LastReadId = run,
                WaitingWebhooks = 2,
                NextAttemptAt = Now.AddMinutes(3),
                WaitsFor = "Jobvite answered 503. The event waits until that is over.",
                NextRunAt = Now.AddMinutes(40),
                NextMode = SyncMode.Incremental,
                CanRefresh = true,
                Budget = new BudgetUsage
                {
                    Windows = [new(BudgetWindow.Minute, 3, 15, null), new(BudgetWindow.Hour, 850, 850, Now.AddMinutes(50), Now.AddMinutes(9)), new(BudgetWindow.RequisitionDay, 1, 500, null)],
                },
            },
        });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/candidates/c-1");

        Assert.Contains("2 webhooks announced something newer and wait. Jobvite answered 503.", html, StringComparison.Ordinal);
        Assert.Contains("12 min ago", html, StringComparison.Ordinal);
        Assert.Contains($", by a <a href=\"/sync/runs/{run}\">sync</a>", html, StringComparison.Ordinal);
        Assert.Contains("12 of 15 this minute", html, StringComparison.Ordinal);
        Assert.Contains("0 of 850 this hour", html, StringComparison.Ordinal);
        Assert.DoesNotContain("of 500", html, StringComparison.Ordinal);
        Assert.Contains("Takes one request.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CandidateRefreshOutcome.Changed, "changed", "The history says what has changed.")]
    [InlineData(CandidateRefreshOutcome.Unchanged, "unchanged", "Nothing has changed.")]
    [InlineData(CandidateRefreshOutcome.NotListed, "notListed", "Jobvite has no such candidate now.")]
    public async Task A_refresh_goes_to_Jobvite_once_and_says_what_came_of_it(CandidateRefreshOutcome outcome, string done, string said)
    {
        var tenant = Tenant(new CandidateStory { Reading = new CandidateReading { CanRefresh = true } });
        tenant.Grain.RefreshCandidate("c-1", Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new CandidateRefreshed(outcome));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/candidates/c-1", "/candidates/c-1", ("_handler", "refresh"), ("intent", "refresh"));

        Assert.EndsWith($"/candidates/c-1?done={done}", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, await browser.Page($"/candidates/c-1?done={done}"), StringComparison.Ordinal);
        await tenant.Grain.Received(1).RefreshCandidate("c-1", Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_refresh_that_fails_says_why_and_shows_the_page()
    {
        var tenant = Tenant(new CandidateStory { Reading = new CandidateReading { CanRefresh = true } });
        tenant.Grain.RefreshCandidate("c-1", Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new CandidateRefreshed(CandidateRefreshOutcome.Failed, "Jobvite refused the key."));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/candidates/c-1", "/candidates/c-1", ("_handler", "refresh"), ("intent", "refresh"));

        var html = await answer.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.Contains("Jobvite refused the key.", html, StringComparison.Ordinal);
        Assert.Contains("History", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_no_refresh_and_refused_one()
    {
        var tenant = Tenant(new CandidateStory { Reading = new CandidateReading { CanRefresh = true } });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        var html = await browser.Page("/candidates/c-1");
        await browser.SendBare("/candidates/c-1", ("_handler", "refresh"), ("intent", "refresh"));

        Assert.DoesNotContain("Refresh from Jobvite", html, StringComparison.Ordinal);
        await tenant.Grain.DidNotReceiveWithAnyArgs().RefreshCandidate(default!, default!, default);
    }

    private static StoryEvent Event(int minutes) => new() { Id = Guid.CreateVersion7(), At = Now.AddMinutes(-minutes) };

    private static AuditView Act(string action) => new() { Id = Guid.CreateVersion7(), At = Now, Action = action, Email = "ann@example.com", Outcome = AuditOutcomes.Success };

    private static StoryChange Stage(FeedCause cause, Guid id) => new()
    {
        Type = FeedTypes.StageChanged,
        ApplicationId = "a-1",
        From = "Phone",
        To = "Offer",
        Fields = ["workflow_state"],
        Cause = cause,
        CauseId = id,
    };

    private static WebhookView Webhook(Guid id) => new()
    {
        Id = id,
        Timestamp = Now.AddMinutes(-3),
        EventType = "workflowUpdate",
        Source = WebhookSource.Candidate,
        SignatureValid = true,
        Status = WebhookStatus.Processed,
        Attempts = 1,
        ProcessedAt = Now.AddMinutes(-2),
    };

    private PlayedTenant Tenant(CandidateStory story)
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1"));
        tenant.Records.GetCandidateStory(default!, default, default, default!, default).ReturnsForAnyArgs(story);
        tenant.Records.ListProcesses(default!, default!, default, default).ReturnsForAnyArgs(new Page<ProcessView>([], 0, 1, 5, null));
        tenant.Records.GetNames(default, default, default).ReturnsForAnyArgs(new RecordNames(
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("j-7", "Cook"), System.Collections.Immutable.ImmutableDictionary<string, string>.Empty));
        return tenant;
    }
}
