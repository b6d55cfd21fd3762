using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ChangeTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite/changes";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task An_item_has_the_members_of_the_contract()
    {
        var tenant = front.NewTenant();
        var change = Samples.Change("application.stageChanged", "here");
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("next", 1, change) with { HasMore = true });

        var page = await tenant.Client.Get(Root).Json();

        Assert.Equal(["items", "nextCursor", "hasMore"], page.Names());
        Assert.Equal(("next", true), (page["nextCursor"]!.GetValue<string>(), page["hasMore"]!.GetValue<bool>()));
        Assert.Equal(
            $$"""
            {"id":"{{change.Id}}","cursor":"here","type":"application.stageChanged","kind":"application","op":"updated","recordId":"a-1","candidateId":"c-1","applicationId":"a-1","jobId":"j-1","changed":["workflowState","jobviteJobId"],"from":"New","to":"Offer","cause":"webhook","causeId":"{{change.CauseId}}","sourceUpdatedAt":"2026-03-04T05:06:07Z","at":"2026-03-04T05:06:07Z"}
            """,
            page["items"]![0]!.ToJsonString());
        await tenant.Changes.Received().Read(Arg.Is<FeedRequest>(request => request.After == null && !request.FromNow && request.Limit == 100 && request.Types.IsEmpty), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task An_item_about_a_run_says_which_and_what_it_did()
    {
        var tenant = front.NewTenant();
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("next", 1, Samples.Change(FeedTypes.RunFinished)));

        var item = (await tenant.Client.Get(Root).Json())["items"]![0]!.AsObject();

        Assert.Equal(("sync", null, "candidates", "success", 7), (item["kind"]!.GetValue<string>(), item["op"], item["syncKind"]!.GetValue<string>(), item["status"]!.GetValue<string>(), item["counts"]!["fetched"]!.GetValue<int>()));
        Assert.True(item.ContainsKey("runId"));
    }

    [Theory]
    [InlineData("after=abc&limit=1000", "abc", false, 1000)]
    [InlineData("after=now&limit=1", null, true, 1)]
    public async Task The_query_is_passed_on(string query, string? after, bool fromNow, int limit)
    {
        var tenant = front.NewTenant();
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("next", 1));

        await tenant.Client.Get($"{Root}?{query}").Json();

        await tenant.Changes.Received(1).Read(Arg.Is<FeedRequest>(request => request.After == after && request.FromNow == fromNow && request.Limit == limit), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("kinds=job", "job.created job.updated job.deleted job.restored")]
    [InlineData("types=application.stageChanged,sync.firstCompleted", "application.stageChanged sync.firstCompleted")]
    [InlineData("types=application.*", "application.created application.updated application.deleted application.restored application.stageChanged")]
    [InlineData("kinds=application,job&types=*.deleted", null)]
    [InlineData("kinds=application,job&types=job.deleted,candidate.deleted", "job.deleted")]
    [InlineData("types=*", "")]
    [InlineData("kinds=*", "")]
    public async Task Kinds_and_types_are_lists_with_wildcards(string query, string? types)
    {
        var tenant = front.NewTenant();
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("next", 1));

        var pending = tenant.Client.Get($"{Root}?{query}");
        if (types is null)
        {
            Assert.Contains("application.stageChanged", (await pending.Problem(HttpStatusCode.BadRequest)).Error("types"), StringComparison.Ordinal);
            return;
        }

        await pending.Json();
        var asked = (FeedRequest)tenant.Changes.ReceivedCalls().Single().GetArguments()[0]!;
        Assert.Equal(types.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), asked.Types.Order());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("wait=31", "wait")]
    [InlineData("wait=-1", "wait")]
    [InlineData("wait=1.5", "wait")]
    [InlineData("kinds=jobs", "kinds")]
    [InlineData("types=job.vanished", "types")]
    [InlineData("cursor=abc", "cursor")]
    public async Task What_is_out_of_range_is_a_400(string query, string field)
    {
        var problem = await front.NewTenant().Client.Get($"{Root}?{query}").Problem(HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem.Error(field));
    }

    [Fact]
    public async Task A_foreign_cursor_is_a_400()
    {
        var tenant = front.NewTenant();
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs<FeedPage>(_ => throw new InvalidCursorException());

        Assert.Contains("not a cursor of this feed", (await tenant.Client.Get($"{Root}?after=xyz").Problem(HttpStatusCode.BadRequest)).Error("after"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_that_is_too_old_is_a_410_that_says_where_to_resume()
    {
        var tenant = front.NewTenant();
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("resume here", 9) with { IsGone = true });
        tenant.Client.DefaultRequestHeaders.Accept.Add(new("text/event-stream"));

        Assert.Equal("resume here", (await tenant.Client.Get($"{Root}?after=old").Problem(HttpStatusCode.Gone))["resumeCursor"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_tenant_without_a_company_gets_404() =>
        await front.NewTenantWithoutCompany().Client.Get(Root).Problem(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_answer_waits_for_something_and_all_who_wait_share_the_looks()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var slow = await Started(clock);
        var (tenant, other) = (slow.NewTenant(), slow.NewTenant());
        var position = 4L;
        slow.SetPosition(tenant.CompanyId, 4);
        slow.SetPosition(other.CompanyId, 7);
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(_ => Interlocked.Read(ref position) == 4 ? Page("four", 4) : Page("five", 5, Samples.Change("job.created")));
        other.Changes.Read(default!, default).ReturnsForAnyArgs(Page("seven", 7));

        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => tenant.Client.Get($"{Root}?after=four&wait=30"))];
        var otherWaits = other.Client.Get($"{Root}?after=seven&wait=30");
        await Until(clock, () => tenant.Changes.ReceivedCalls().Count() == 5 && slow.Looks.Any(look => look.Order().SequenceEqual(new[] { tenant.CompanyId, other.CompanyId }.Order())), Step);
        var before = (slow.Looks.Length, Now: clock.GetUtcNow());
        await Until(clock, () => slow.Looks.Length > before.Length + 4, Step);
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        Assert.All(slow.Looks[before.Length..], look => Assert.Equal(2, look.Length));
        Assert.InRange(slow.Looks.Length - before.Length, 5, ((clock.GetUtcNow() - before.Now) / TimeSpan.FromMilliseconds(100)) + 1);

        Interlocked.Exchange(ref position, 5);
        slow.SetPosition(tenant.CompanyId, 5);
        await Until(clock, () => waiting.All(one => one.IsCompleted), Step);
        foreach (var answer in waiting)
        {
            Assert.Equal("five", (await answer.Json())["nextCursor"]!.GetValue<string>());
        }

        // The other one waits on, alone, until its time is over.
        Assert.False(otherWaits.IsCompleted);
        await Until(clock, () => otherWaits.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.Equal([other.CompanyId], slow.Looks[^1]);

        // Nobody waits any more, so nobody looks.
        var last = slow.Looks.Length;
        clock.Advance(TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Answers.Cancelled);
        Assert.InRange(slow.Looks.Length, last, last + 1);
    }

    [Fact]
    public async Task Whoever_comes_after_the_last_one_left_is_looked_for_again()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var slow = await Started(clock);
        var tenant = slow.NewTenant();
        slow.SetPosition(tenant.CompanyId, 4);
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("four", 4));
        for (var round = 0; round < 2; round++)
        {
            var before = slow.Looks.Length;
            var answer = tenant.Client.Get($"{Root}?wait=1");
            await Until(clock, () => answer.IsCompleted, Step);
            await answer.Json();
            Assert.True(slow.Looks.Length > before);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_for_a_while_loses_nothing_to_those_who_wait()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var slow = await Started(clock);
        var tenant = slow.NewTenant();
        tenant.Changes.Read(Arg.Is<FeedRequest>(request => request.After == null), Arg.Any<CancellationToken>()).Returns(Page("four", 4));
        tenant.Changes.Read(Arg.Is<FeedRequest>(request => request.After == "four"), Arg.Any<CancellationToken>()).Returns(Page("five", 5, Samples.Change("job.created")));
        var positions = slow.Grain<IFeedPositionsGrain>(IFeedPositionsGrain.Key);
        var looks = 0;
        positions.Get([], default).ReturnsForAnyArgs(_ => ++looks < 4 ? throw new TimeoutException() : ImmutableArray.Create(5L));

        var answer = tenant.Client.Get($"{Root}?wait=30");
        await Until(clock, () => answer.IsCompleted, Step);

        Assert.Equal("five", (await answer.Json())["nextCursor"]!.GetValue<string>());
        Assert.Single(slow.Log.Lines, line => line.Contains("Whether there are changes could not be asked (TimeoutException)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_waited_in_vain_is_empty()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var slow = await Started(clock);
        var tenant = slow.NewTenant();
        slow.SetPosition(tenant.CompanyId, 4);
        tenant.Changes.Read(default!, default).ReturnsForAnyArgs(Page("four", 4));

        var answer = tenant.Client.Get($"{Root}?wait=5");
        await Until(clock, () => answer.IsCompleted, TimeSpan.FromSeconds(1));

        var page = await answer.Json();
        Assert.Empty(page["items"]!.AsArray());
        Assert.Equal("four", page["nextCursor"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stream_shows_items_with_their_cursors_and_resumes_behind_the_last_one()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var slow = await Started(clock);
        var tenant = slow.NewTenant();
        slow.SetPosition(tenant.CompanyId, 2);
        tenant.Changes.Read(Arg.Is<FeedRequest>(request => request.After == "one"), Arg.Any<CancellationToken>()).Returns(Page("two", 2, Samples.Change("job.created", "two")));
        tenant.Changes.Read(Arg.Is<FeedRequest>(request => request.After == "two"), Arg.Any<CancellationToken>()).Returns(Page("two", 2));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Root}?after=ignored", UriKind.Relative));
        request.Headers.Accept.Add(new("text/event-stream"));
        request.Headers.Add("Last-Event-ID", "one");

        using var answer = await tenant.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Answers.Cancelled);
        var reading = answer.Content.ReadAsStringAsync(Answers.Cancelled);
        await Until(clock, () => reading.IsCompleted, TimeSpan.FromSeconds(20));

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var text = await reading;
        Assert.StartsWith("id: two\nevent: job.created\ndata: {\"id\":", text, StringComparison.Ordinal);
        Assert.Contains("\n\n: still here\nid: two\n\n", text, StringComparison.Ordinal);
    }

    private static FeedPage Page(string next, long position, params FeedItem[] items) => new() { Items = [.. items], NextCursor = next, Position = position };

    private static async Task Until(FakeTimeProvider clock, Func<bool> isSo, TimeSpan step)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 4000, "It did not come about.");
            clock.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Answers.Cancelled);
        }
    }

    private static async Task<FrontHost> Started(FakeTimeProvider clock)
    {
        var started = new FrontHost(new Dictionary<string, string?>()) { Configure = services => services.AddSingleton<TimeProvider>(clock) };
        await started.InitializeAsync();
        return started;
    }
}
