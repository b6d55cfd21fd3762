using Jobvite.Grains.Interfaces;
using Orleans.Concurrency;

namespace Jobvite.Grains.Runs;

/// <summary>What the tenant grain, the inbox and the sweeper ask of the one writer of a company's records of one kind.</summary>
[Alias("jv.IKindGrain")]
internal interface IKindGrain : IGrainWithStringKey
{
    /// <summary>Starts a run or joins the one under way; answers as soon as the run is on record.</summary>
    [Alias("StartSync")]
    Task<StartSyncResult> StartSync(StartRun command, CancellationToken cancellationToken = default);

    /// <summary>Asks the run to stop after the page it is at; null when there is no such run.</summary>
    [Alias("CancelRun")]
    Task<SyncRun?> CancelRun(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Marks as deleted what a run missed and withheld, and nobody has seen since.</summary>
    [Alias("ApproveDeletion")]
    Task<DeletionApproval> ApproveDeletion(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Goes on with the run under way if nobody here is executing it. From the sweeper.</summary>
    [Alias("ResumeRun")]
    Task ResumeRun(Guid runId);

    /// <summary>There are due events: a hint that may be lost, since the sweeper comes by every few seconds.</summary>
    [OneWay, AlwaysInterleave, Alias("Refresh")]
    Task Refresh();

    /// <summary>The settings changed, or the company was disconnected: forget the connection, begin a refresh under way anew, and stop when there is no connection any more.</summary>
    [Alias("ConnectionChanged")]
    Task ConnectionChanged();
}

/// <summary>A decided run.</summary>
/// <param name="Mode">How much it reads.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Limit">Read at most this many records; null for all.</param>
/// <param name="ChangedSince">Of an incremental run: read what changed since then.</param>
/// <param name="SourceSince">When the company's source changed, if no run of this kind has compared everything since.</param>
/// <param name="Confirms">How many missing records a person confirms with it, because their deletion was withheld.</param>
/// <param name="Version">Of the settings that it was decided by (<see cref="Connections.CompanyConnection.Version"/>): it begins with none older.</param>
[GenerateSerializer, Alias("jv.StartRun"), Immutable]
internal sealed record StartRun(
    [property: Id(0)] SyncMode Mode,
    [property: Id(1)] RunTrigger Trigger,
    [property: Id(2)] int? Limit,
    [property: Id(3)] DateTimeOffset? ChangedSince,
    [property: Id(4)] DateTimeOffset? SourceSince = null,
    [property: Id(5)] int? Confirms = null,
    [property: Id(6)] int Version = 0);
