using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Storage;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>A refresh between a played Jobvite and a store in memory.</summary>
internal sealed class RefreshBench
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly IRecordReader _reader = Substitute.For<IRecordReader>();

    private readonly PlayedCompany _company;

    public RefreshBench(PlayedJobvite jobvite)
    {
        Jobvite = jobvite;
        _company = new PlayedCompany(static () => PlayedCompany.Connected, (_, _) => jobvite, _time);
        Costs = new RefreshCosts(_time);
    }

    public PlayedJobvite Jobvite { get; }

    public MemoryRecords Records { get; } = new();

    public RefreshCosts Costs { get; }

    /// <summary>Reads what the events named, by whatever plan.</summary>
    public Task<RefreshResult> Refresh(SyncKind kind, params IReadOnlyList<DueEvents> events) => Refresh(kind, PlayedCompany.Connected.Settings, events);

    public Task<RefreshResult> Refresh(SyncKind kind, SyncSettings settings, IReadOnlyList<DueEvents> events) => _company.Source(kind, Records, _reader).Refresh(
        Jobvite, new RefreshBatch("acme", events, Costs), PlayedCompany.Connected with { Settings = settings }, TestContext.Current.CancellationToken);

    public static DueEvents Event(string record, string? application = null, int attempts = 0) =>
        new(record, attempts, Now - TimeSpan.FromSeconds(3), [Guid.NewGuid()], application is null ? [] : [application]);

    /// <summary>An event that names an application alone, whose candidate the store knows, or not.</summary>
    public static DueEvents OfApplication(string application, string? candidate = null) =>
        Event(application, application) with { Kind = EventEntity.Application, CandidateId = candidate };

    /// <summary>What the store knows of a candidate's onboarding.</summary>
    public void StoredProcesses(string candidate, params string[] processes) => _reader
        .FindProcesses("acme", Arg.Any<IReadOnlyList<string>>(), Arg.Any<CancellationToken>())
        .Returns(call => processes.Where(_ => call.Arg<IReadOnlyList<string>>().Contains(candidate)).ToLookup(_ => candidate));
}
