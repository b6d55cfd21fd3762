using Jobvite.Client;
using Jobvite.Grains.Health;
using Jobvite.Grains.Tests.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Health;

public sealed class ContactRecorderTests : IDisposable
{
    private static readonly JobviteFailure Away = new(FailureKind.Unavailable, JobviteEndpoint.Candidate, "It is away.", "Wait.");
    private static readonly JobviteFailure NoSuch = new(FailureKind.NotFound, JobviteEndpoint.Candidate, "No such record.", "Look.");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly IHealthStore _store = Substitute.For<IHealthStore>();
    private readonly List<NewContacts> _saved = [];
    private readonly ContactRecorder _recorder;

    public ContactRecorderTests()
    {
        _recorder = new(_store, Instruments.Make(), _time, NullLogger<ContactRecorder>.Instance);
        _store.SaveContacts(Arg.Do<IReadOnlyList<NewContacts>>(_saved.AddRange), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
    }

    [Fact]
    public async Task Five_hundred_requests_that_are_answered_write_one_row_a_minute()
    {
        for (var second = 0; second < 500; second++)
        {
            await Attempt(null);
        }

        Assert.InRange(_saved.Count, 8, 10);
    }

    [Fact]
    public async Task A_change_is_saved_at_once_and_failures_are_counted()
    {
        await Attempt(null);
        await Attempt(Away);
        await Attempt(Away);
        await Attempt(Away);
        await Attempt(NoSuch);

        Assert.Equal([0, 1, 0], _saved.Select(one => one.Failures));
        Assert.Equal(["It is away."], _saved.Select(one => one.Error).OfType<string>());
        Assert.Equal(_time.GetUtcNow().AddSeconds(-1), _saved[^1].LastSuccessAt);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_saved_later()
    {
        _store.SaveContacts([], default).ReturnsForAnyArgs(Task.FromException(new StorageUnavailableException("Away.")), Task.CompletedTask);
        _recorder.Attempted("acme", JobviteEndpoint.Candidate, Away);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _recorder.Flush(null, TestContext.Current.CancellationToken));
        _recorder.Attempted("acme", JobviteEndpoint.Candidate, Away);

        await _recorder.Flush("acme", TestContext.Current.CancellationToken);

        var calls = _store.ReceivedCalls().Select(call => (IReadOnlyList<NewContacts>)call.GetArguments()[0]!).ToList();
        Assert.Equal([1, 2], calls.Select(call => Assert.Single(call).Failures));
    }

    [Fact]
    public async Task Every_refused_webhook_is_counted_though_few_rows_are_written()
    {
        var saved = new List<NewRefusals>();
        _store.SaveRefusals(Arg.Do<IReadOnlyList<NewRefusals>>(saved.AddRange), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
        for (var second = 0; second < 60; second++)
        {
            for (var post = 0; post < 10; post++)
            {
                _recorder.WebhookRefused("acme", post == 0 ? WebhookTrouble.BadSignature : WebhookTrouble.Unsigned);
            }

            await _recorder.Flush(null, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await _recorder.Flush("acme", TestContext.Current.CancellationToken);

        Assert.Equal(600, saved.Sum(one => one.Count));
        Assert.InRange(saved.Count, 12, 13);
    }

    [Fact]
    public async Task What_a_stranger_posts_without_a_signature_is_no_contact()
    {
        _recorder.WebhookCame("acme");
        _recorder.WebhookRefused("acme", WebhookTrouble.Unsigned);
        await _recorder.Flush("acme", TestContext.Current.CancellationToken);

        Assert.Equal(0, Assert.Single(_saved).Failures);
    }

    public void Dispose() => _recorder.Dispose();

    private async Task Attempt(JobviteFailure? failure)
    {
        _recorder.Attempted("acme", JobviteEndpoint.Candidate, failure);
        await _recorder.Flush(null, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
