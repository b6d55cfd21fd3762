using System.Diagnostics.Metrics;
using Jobvite.Grains.Trimming;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Trimming;

public sealed class TrimmerTests : IDisposable
{
    private readonly MemoryHistory _history = new();
    private readonly RetentionOptions _retention = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Trimmer _trimmer;

    public TrimmerTests() => _trimmer = new Trimmer(
        _history,
        NSubstitute.Substitute.For<IErasureStore>(),
        NSubstitute.Substitute.For<IDeletedRecords>(),
        Options.Create(_retention),
        _time,
        new Random(1),
        new GrainsInstruments(_services.GetRequiredService<IMeterFactory>()),
        NullLogger<Trimmer>.Instance);

    [Fact]
    public async Task Everything_is_asked_for_by_its_own_age()
    {
        _retention.Runs = TimeSpan.FromDays(7);
        await _trimmer.TrimAll(TestContext.Current.CancellationToken);

        var now = _time.GetUtcNow();
        Assert.Equal(
            [(History.SettledEvents, 30), (History.DeadEvents, 90), (History.EndedRuns, 7), (History.AuditEntries, 365), (History.CandidateChanges, 365), (History.IdleBudgets, 2), (History.Deliveries, 90), (History.DeliveryAttempts, 90), (History.DeliverySpans, 90)],
            _history.Asked.Select(asked => (asked.History, (int)(now - asked.Before).TotalDays)));
    }

    [Fact]
    public async Task What_is_kept_for_ever_is_not_asked_for()
    {
        _retention.Audit = TimeSpan.Zero;
        await _trimmer.TrimAll(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(_history.Asked, asked => asked.History == History.AuditEntries);
    }

    [Fact]
    public async Task Batch_follows_batch_with_a_pause_until_nothing_is_left()
    {
        _history.Old[History.SettledEvents] = (2 * Trimmer.BatchSize) + 1;
        var trimming = _trimmer.TrimAll(TestContext.Current.CancellationToken);

        Assert.Single(_history.Asked);
        await Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            return trimming.IsCompleted;
        });

        await trimming;
        var asked = _history.Asked.Where(asked => asked.History == History.SettledEvents).ToList();
        Assert.Equal(3, asked.Count);
        Assert.Equal([true, false, false], asked.Select(one => one.After is null));
        Assert.Equal(0, _history.Old[History.SettledEvents]);
    }

    [Fact]
    public async Task Whoever_finds_another_at_it_leaves_it_to_him()
    {
        _history.Busy = true;
        _history.Old[History.SettledEvents] = 10 * Trimmer.BatchSize;

        await _trimmer.TrimAll(TestContext.Current.CancellationToken);

        Assert.Single(_history.Asked, asked => asked.History == History.SettledEvents);
    }

    [Fact]
    public async Task One_history_in_trouble_does_not_hold_up_the_others()
    {
        _history.Failing = History.SettledEvents;
        await _trimmer.TrimAll(TestContext.Current.CancellationToken);

        Assert.Equal(Enum.GetValues<History>(), _history.Asked.Select(asked => asked.History));
    }

    [Fact]
    public async Task What_was_removed_is_counted()
    {
        var counted = new List<(long Rows, object? History)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (IsOurs(instrument)) { l.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((_, rows, tags, _) => counted.Add((rows, tags[0].Value)));
        listener.Start();
        _history.Old[History.EndedRuns] = 7;

        await _trimmer.TrimAll(TestContext.Current.CancellationToken);

        Assert.Equal((7L, (object?)"EndedRuns"), counted.Single(one => one.Rows > 0));

        bool IsOurs(Instrument instrument) =>
            instrument.Name == "jobvite.history.trimmed" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>();
    }

    [Fact]
    public async Task It_looks_again_and_again_and_ends_with_the_silo()
    {
        _history.Failing = History.SettledEvents;
        await _trimmer.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_history.Asked);

        await Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _history.Asked.Count(asked => asked.History == History.AuditEntries) >= 3;
        });

        await _trimmer.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(_trimmer.ExecuteTask!.IsCompletedSuccessfully);
    }

    public void Dispose()
    {
        _trimmer.Dispose();
        _services.Dispose();
    }
}
