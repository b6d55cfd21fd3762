using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tests.Webhooks;

public class EventAppenderTests
{
    private readonly MemoryEventStore _store = new();

    [Fact]
    public async Task A_lone_event_is_stored_at_once()
    {
        await using var appender = await Start();

        Assert.Equal(AppendOutcome.Stored, await Append(appender));
        Assert.Single(_store.Events);
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_event_is_durable()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start();

        var answer = Append(appender);
        await Wait.Until(() => _store.Appending == 1);
        Assert.False(answer.IsCompleted);
        _store.HeldUp.SetResult();

        Assert.Equal(AppendOutcome.Stored, await answer);
    }

    [Fact]
    public async Task One_statement_stores_everything_that_came_during_the_last()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start();
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);

        var others = Enumerable.Range(0, 300).Select(_ => Append(appender)).ToList();
        _store.HeldUp.SetResult();

        Assert.All(await Task.WhenAll([first, .. others]), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        Assert.Equal([1, 300], _store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task A_store_that_takes_several_statements_at_once_gets_them()
    {
        _store.AppendsAtOnce = 2;
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start();
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);
        var second = Append(appender);
        await Wait.Until(() => _store.Appending == 2);
        var waiting = new[] { Append(appender), Append(appender) };

        _store.HeldUp.SetResult();

        Assert.All(await Task.WhenAll([first, second, .. waiting]), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        Assert.Equal(4, _store.Batches.Sum(batch => batch.Count));
    }

    [Fact]
    public async Task A_statement_is_bounded()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { BatchSize = 100 });
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);

        var others = Enumerable.Range(0, 250).Select(_ => Append(appender)).ToList();
        _store.HeldUp.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal([1, 100, 100, 50], _store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Too_many_waiting_events_are_refused_at_once()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { QueuedEvents = 2 });
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);
        var waiting = new[] { Append(appender), Append(appender) };

        var refused = Append(appender);

        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal(AppendOutcome.Overloaded, await refused);
        _store.HeldUp.SetResult();
        Assert.All(await Task.WhenAll([first, .. waiting]), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
    }

    [Fact]
    public async Task Too_many_waiting_bytes_are_refused_and_room_comes_back()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { QueuedMebibytes = 1 });
        var first = Append(appender, new byte[700_000]);
        await Wait.Until(() => _store.Appending == 1);

        Assert.Equal(AppendOutcome.Overloaded, await Append(appender, new byte[700_000]));
        _store.HeldUp.SetResult();
        await first;

        Assert.Equal(AppendOutcome.Stored, await Append(appender, new byte[700_000]));
    }

    [Fact]
    public async Task An_unavailable_database_is_told_to_everybody_and_forgotten_when_it_is_back()
    {
        _store.Failure = _ => new StorageUnavailableException("The disk is full.");
        await using var appender = await Start();

        Assert.Equal([AppendOutcome.Failed, AppendOutcome.Failed], await Task.WhenAll(Append(appender), Append(appender)));
        _store.Failure = _ => null;

        Assert.Equal(AppendOutcome.Stored, await Append(appender));
    }

    [Fact]
    public async Task One_event_that_the_database_cannot_take_takes_no_other_down()
    {
        _store.HeldUp = new TaskCompletionSource();
        _store.Failure = events => events.Any(e => e.Body is [66]) ? new InvalidOperationException("No such thing.") : null;
        await using var appender = await Start();
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);
        var others = new[] { Append(appender, [65]), Append(appender, [66]), Append(appender, [67]) };
        _store.HeldUp.SetResult();
        await first;

        Assert.Equal([AppendOutcome.Stored, AppendOutcome.Failed, AppendOutcome.Stored], await Task.WhenAll(others));
    }

    [Fact]
    public async Task What_waits_when_the_silo_stops_is_stored()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start();
        var waiting = Enumerable.Range(0, 20).Select(_ => Append(appender)).ToList();

        var stopping = appender.StopAsync(TestContext.Current.CancellationToken);
        _store.HeldUp.SetResult();
        await stopping;

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        Assert.Equal(AppendOutcome.Overloaded, await Append(appender));
    }

    [Fact]
    public async Task Whoever_waits_is_answered_though_the_database_hangs_when_the_silo_stops()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start();
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);
        var second = Append(appender);

        await appender.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal([AppendOutcome.Overloaded, AppendOutcome.Overloaded], await Task.WhenAll(first, second));
        Assert.Empty(_store.Events);
    }

    [Fact]
    public async Task Whoever_waits_is_answered_though_the_appender_never_ran()
    {
        var appender = Make(new WebhookOptions());
        var waiting = Append(appender);

        await appender.DisposeAsync();
        await appender.DisposeAsync();

        Assert.Equal(AppendOutcome.Stored, await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_company_in_a_storm_does_not_keep_another_from_the_next_statement()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { BatchSize = 100 });
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);

        var storm = Enumerable.Range(0, 450).Select(_ => Append(appender)).ToList();
        var other = Append(appender, company: "globex");
        _store.HeldUp.SetResult();
        await Task.WhenAll([first, other, .. storm]);

        Assert.Contains(_store.Batches[1], stored => stored.CompanyId == "globex");
        Assert.Equal([1, 100, 100, 100, 100, 51], _store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Each_company_keeps_the_order_of_its_events()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { BatchSize = 7 });
        var answers = Enumerable.Range(0, 60).Select(i => Append(appender, [(byte)i], company: $"c{i % 4}")).ToList();
        _store.HeldUp.SetResult();
        await Task.WhenAll(answers);

        Assert.All(_store.Events.GroupBy(e => e.CompanyId), own => Assert.Equal(own.Select(e => e.Body[0]).Order(), own.Select(e => e.Body[0])));
    }

    [Fact]
    public async Task A_company_in_a_storm_fills_its_own_share_of_the_queue_only()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { QueuedEvents = 4000 });
        var first = Append(appender);
        await Wait.Until(() => _store.Appending == 1);

        var storm = Enumerable.Range(0, 3000).Select(_ => Append(appender)).ToList();
        var other = Append(appender, company: "globex");

        Assert.Equal(2000, storm.Count(answer => answer.IsCompleted));
        Assert.False(other.IsCompleted);
        _store.HeldUp.SetResult();
        Assert.Equal(AppendOutcome.Stored, await other);
        Assert.Equal(1000, (await Task.WhenAll(storm)).Count(outcome => outcome == AppendOutcome.Stored));
        Assert.Equal(AppendOutcome.Stored, await first);
    }

    [Fact]
    public async Task Large_bodies_of_one_company_leave_room_for_another()
    {
        _store.HeldUp = new TaskCompletionSource();
        await using var appender = await Start(new WebhookOptions { QueuedMebibytes = 8 });
        var bodies = Enumerable.Range(0, 8).Select(_ => Append(appender, new byte[900_000])).ToList();
        await Wait.Until(() => _store.Appending == 1);
        var other = Append(appender, new byte[900_000], company: "globex");

        Assert.Equal(6, bodies.Count(answer => answer.IsCompleted));
        _store.HeldUp.SetResult();
        Assert.Equal(AppendOutcome.Stored, await other);
        await Task.WhenAll(bodies);
    }

    private async Task<EventAppender> Start(WebhookOptions? options = null)
    {
        var appender = Make(options ?? new WebhookOptions());
        await appender.StartAsync(TestContext.Current.CancellationToken);
        return appender;
    }

    private EventAppender Make(WebhookOptions options) =>
        new(_store, Options.Create(options), Instruments.Make(), NullLogger<EventAppender>.Instance);

    private static Task<AppendOutcome> Append(EventAppender appender, byte[]? body = null, string company = "acme") => appender.Append(
        new NewEvent
        {
            Id = Guid.NewGuid(),
            CompanyId = company,
            Source = WebhookSource.Candidate,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Body = body ?? "{}"u8.ToArray(),
            SignatureValid = true,
            Status = WebhookStatus.Pending,
            EntityId = "c1",
        },
        TestContext.Current.CancellationToken);
}
