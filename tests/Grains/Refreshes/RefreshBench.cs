using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Sync;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>A refresh between a played Jobvite and a store in memory.</summary>
internal sealed class RefreshBench
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    public static readonly CompanyConnection Connection = new()
    {
        CompanyId = "acme",
        Version = 1,
        Environment = JobviteEnvironment.Stage,
        AuthScheme = JobviteAuthScheme.Hmac,
        ProtectedSecrets = ImmutableDictionary<string, string>.Empty,
        Settings = new SyncSettings { SyncDocuments = false, SyncTasks = false },
    };

    private readonly FakeTimeProvider _time = new(Now);

    public RefreshBench(PlayedJobvite jobvite)
    {
        Jobvite = jobvite;
        Costs = new RefreshCosts(_time);
    }

    public PlayedJobvite Jobvite { get; }

    public MemoryRecords Records { get; } = new();

    public RefreshCosts Costs { get; }

    /// <summary>Reads what the events named, by whatever plan.</summary>
    public Task<RefreshResult> Refresh(SyncKind kind, params IReadOnlyList<DueEvents> events) => Source(kind).Refresh(
        Jobvite, new RefreshBatch("acme", events, Costs), Connection, TestContext.Current.CancellationToken);

    public static DueEvents Event(string record, string? application = null, int attempts = 0) =>
        new(record, attempts, Now - TimeSpan.FromSeconds(3), [Guid.NewGuid()], application is null ? [] : [application]);

    private IPageSource Source(SyncKind kind) => kind switch
    {
        SyncKind.Candidates => new CandidatePages(
            Records, new CandidateRows(new DocumentSealer(new SecretProtector(new EphemeralDataProtectionProvider()))), _time),
        SyncKind.Jobs => new JobPages(Records, _time),
        _ => new OnboardingPages(Records, NSubstitute.Substitute.For<IRecordReader>(), _time),
    };
}
