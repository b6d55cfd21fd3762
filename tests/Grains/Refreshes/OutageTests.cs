using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Grains.Tests.Telemetry;
using Jobvite.Storage;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>Jobvite is away, for minutes or days, on a clock that is moved; the sweeper comes by every five seconds.</summary>
public sealed class OutageTests : IDisposable
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly DateOnly Today = DateOnly.FromDateTime(RefreshBench.Now.UtcDateTime);

    private readonly FakeTimeProvider _time = new(RefreshBench.Now);
    private readonly MemoryRecords _records = new();
    private readonly WaitingEvents _events;
    private readonly PlayedJobvite _jobvite = new()
    {
        AtOnce = true,
        Entries = [.. Enumerable.Range(0, 40).Select(i => new PlayedEntry($"p{i}", $"a{i}", "New stage", Today))],
        Jobs = ["j1"],
    };

    private readonly List<bool> _once = [];
    private Task _running = Task.CompletedTask;
    private Counted? _counted;

    public OutageTests() => _events = new WaitingEvents(_records);

    public void Dispose() => _counted?.Dispose();

    [Fact]
    public Task Three_days_of_500_kill_no_event_and_all_are_applied_within_six_minutes_of_its_end() => Play(async loop =>
    {
        Arrive(30);
        _jobvite.Trouble = () => Failure(FailureKind.Unavailable);
        await Live(loop, TimeSpan.FromDays(3));

        Assert.All(_events.Waiting, one => Assert.Equal((0, false), (one.Attempts, one.IsDead)));
        Assert.All(_events.Waiting, one => Assert.StartsWith("Jobvite does not answer.", one.Reason, StringComparison.Ordinal));
        Assert.All(_events.Waiting, one => Assert.InRange(one.NextAttemptAt - _time.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(5)));
        Assert.InRange(_jobvite.Requests, 800, 1000);
        Assert.Equal(1, _once.Count(once => !once));

        var during = _jobvite.Requests;
        _jobvite.Trouble = null;
        await Live(loop, TimeSpan.FromMinutes(6));

        Assert.Empty(_events.Waiting);
        Assert.Equal(30, _records.Answered.Count);
        Assert.InRange(_jobvite.Requests - during, 2, 4);
    });

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.Unauthorized)]
    [InlineData(FailureKind.Throttled)]
    [InlineData(FailureKind.WrongPlace)]
    public Task Whatever_concerns_the_whole_connection_uses_up_no_attempt(FailureKind kind) => Play(async loop =>
    {
        Arrive(1);
        _jobvite.Trouble = () => Failure(kind);
        await Live(loop, TimeSpan.FromDays(1));
        Assert.Equal((0, false), (Assert.Single(_events.Waiting).Attempts, _events.Waiting[0].IsDead));

        _jobvite.Trouble = null;
        await Live(loop, TimeSpan.FromMinutes(6));
        Assert.Empty(_events.Waiting);
    });

    [Fact]
    public Task The_jobs_of_a_company_whose_jobvite_is_away_take_a_fifth_of_the_days_requests() => Play(
        async loop =>
        {
            _events.Add("j1", _time.GetUtcNow());
            _jobvite.Trouble = () => Failure(FailureKind.Unavailable);
            await Live(loop, TimeSpan.FromDays(1));
            Assert.InRange(_jobvite.Requests, 90, 115);
        },
        SyncKind.Jobs);

    [Fact]
    public Task An_event_that_comes_meanwhile_asks_for_nothing_and_waits_with_the_others() => Play(async loop =>
    {
        Arrive(3);
        _jobvite.Trouble = () => Failure(FailureKind.Unavailable);
        await Live(loop, TimeSpan.FromHours(1));
        var (before, asked) = (_events.Waiting[0].NextAttemptAt, _jobvite.Requests);
        var late = _events.Add("p9", _time.GetUtcNow());

        await loop.RunOnce(TestContext.Current.CancellationToken);

        Assert.Equal((before, asked), (late.NextAttemptAt, _jobvite.Requests));
        Assert.NotNull(late.Reason);
    });

    [Fact]
    public Task A_record_that_is_always_bad_is_given_up_for_itself_and_holds_up_nobody() => Play(async loop =>
    {
        _jobvite.Troubles["p0"] = () => Failure(FailureKind.Malformed);
        var bad = _events.Add("p0", _time.GetUtcNow());
        for (var i = 1; i < 30; i++)
        {
            await Live(loop, TimeSpan.FromMinutes(10));
            var good = _events.Add($"p{i}", _time.GetUtcNow());
            await Live(loop, TimeSpan.FromSeconds(30));
            Assert.DoesNotContain(good, _events.Waiting);
        }

        Assert.Equal((10, true), (bad.Attempts, bad.IsDead));
        Assert.Equal((9, 1), (_counted!["jobvite.refreshes.failed{then=retry}"].Sum, _counted["jobvite.refreshes.failed{then=dead}"].Sum));
        Assert.Equal(29, _counted["jobvite.webhook.visible"].Times);
        Assert.InRange(_counted["jobvite.webhook.visible"].Sum, 0, 29 * 30);
    });

    [Fact]
    public Task A_record_that_is_always_bad_does_not_pass_for_an_outage_that_never_ends() => Play(async loop =>
    {
        _jobvite.Troubles["p0"] = () => Failure(FailureKind.Malformed);
        _jobvite.Entries.RemoveAll(e => e.Person == "p0");
        Arrive(30);
        _jobvite.Trouble = () => Failure(FailureKind.Unavailable);
        await Live(loop, TimeSpan.FromHours(2));

        _jobvite.Trouble = null;
        await Live(loop, TimeSpan.FromMinutes(11));

        Assert.Equal("p0", Assert.Single(_events.Waiting).EntityId);
    });

    [Fact]
    public Task Rubbish_for_every_record_is_an_outage_too() => Play(async loop =>
    {
        Arrive(30);
        _jobvite.Trouble = () => Failure(FailureKind.Malformed);
        await Live(loop, TimeSpan.FromDays(1));
        Assert.All(_events.Waiting, one => Assert.False(one.IsDead));
        Assert.InRange(_jobvite.Requests, 250, 340);

        _jobvite.Trouble = null;
        await Live(loop, TimeSpan.FromMinutes(6));
        Assert.Empty(_events.Waiting);
    });

    [Fact]
    public Task What_has_waited_for_as_long_as_events_are_kept_is_given_up() => Play(async loop =>
    {
        _events.Add("p1", _time.GetUtcNow());
        _jobvite.Trouble = () => Failure(FailureKind.Unauthorized);
        await Live(loop, TimeSpan.FromDays(29));
        var young = _events.Add("p2", _time.GetUtcNow());
        Assert.All(_events.Waiting, one => Assert.False(one.IsDead));

        await Live(loop, TimeSpan.FromDays(2));

        Assert.Equal(("p1", 0, young), (_events.Waiting.Single(one => one.IsDead).EntityId, young.Attempts, _events.Waiting.Single(one => !one.IsDead)));
    });

    [Fact]
    public Task How_long_jobvite_asks_to_be_left_alone_is_kept_up_to_the_longest_wait() => Play(async loop =>
    {
        Arrive(1);
        _jobvite.Trouble = () => Failure(FailureKind.Unavailable, TimeSpan.FromMinutes(20));
        await Live(loop, TimeSpan.FromMinutes(19));
        Assert.Equal(1, _jobvite.Requests);
        await Live(loop, TimeSpan.FromMinutes(2));
        Assert.Equal(2, _jobvite.Requests);
    });

    private void Arrive(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _events.Add($"p{i}", _time.GetUtcNow());
        }
    }

    /// <summary>Without a scheduler of the test's: whatever a moved clock sets going has gone as far as it can when the clock stands again.</summary>
    private Task Play(Func<RefreshLoop, Task> story, SyncKind kind = SyncKind.Candidates) => Task.Run(() => story(Loop(kind)));

    private async Task Live(RefreshLoop loop, TimeSpan span)
    {
        for (var end = _time.GetUtcNow() + span; _time.GetUtcNow() < end; _time.Advance(Sweep))
        {
            if (_running.IsCompleted)
            {
                await _running;
                _running = loop.RunOnce(TestContext.Current.CancellationToken);
            }
        }

        await (_running.IsCompleted ? _running : Task.CompletedTask);
    }

    private RefreshLoop Loop(SyncKind kind)
    {
        var company = new PlayedCompany(
            static () => PlayedCompany.Connected,
            (connection, _) =>
            {
                _once.Add(connection.Once);
                return _jobvite;
            },
            _time);
        _counted = new Counted(company.Meters);
        return company.Loop(company.Source(kind, _records, Substitute.For<IRecordReader>()), _events, TimeSpan.FromDays(30));
    }

    private static JobviteException Failure(FailureKind kind, TimeSpan? retryAfter = null) =>
        new(new JobviteFailure(kind, JobviteEndpoint.Candidate, "Jobvite does not answer.", "Wait.", RetryAfter: retryAfter));
}
