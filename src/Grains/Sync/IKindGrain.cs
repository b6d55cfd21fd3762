using Jobvite.Grains.Interfaces;
using Orleans.Concurrency;

namespace Jobvite.Grains.Sync;

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
