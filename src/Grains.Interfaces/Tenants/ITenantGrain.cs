using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// One Jobvite company: who owns it, its secrets and settings, and what is due; keyed by <see cref="CompanyKey"/>.
/// Every method checks that the caller's tenant owns the company and otherwise behaves as if the company did not exist.
/// Those that interleave only read or wait for Jobvite, which may take longer than others should have to wait behind them.
/// </summary>
[Alias("jv.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>The settings without secrets; null when not connected or not the caller's.</summary>
    [AlwaysInterleave, Alias("GetConfiguration")]
    Task<CompanyConfiguration?> GetConfiguration(Caller caller);

    /// <summary>Makes a new RSA pair for onboarding; the former private key still decrypts until the next rotation.</summary>
    /// <returns>The new public key (PEM), or null when not connected.</returns>
    [Alias("RotateKeys")]
    Task<string?> RotateKeys(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Starts a run of one kind; or joins the one under way when it does all that is asked for; or else queues one behind it.</summary>
    [Alias("StartSync")]
    Task<StartSyncResult> StartSync(SyncKind kind, SyncRequest request, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Asks a run to stop after the page it is at.</summary>
    /// <returns>The run as it stands, or null when the company has no such run.</returns>
    [Alias("CancelRun")]
    Task<SyncRun?> CancelRun(Guid runId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Approves the deletion that a run withheld. Jobvite is not asked.</summary>
    [Alias("ApproveDeletion")]
    Task<DeletionApproval> ApproveDeletion(Guid runId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Everything an operator or a support engineer wants to see at once; null when not connected.</summary>
    [AlwaysInterleave, Alias("GetDiagnostics")]
    Task<SyncDiagnostics?> GetDiagnostics(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Reads a candidate again at Jobvite, with one request, and stores what it says.</summary>
    [AlwaysInterleave, Alias("RefreshCandidate"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<CandidateRefreshed> RefreshCandidate(string candidateId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>A candidate's documents; those not yet known are fetched from Jobvite first when the budget allows it soon.</summary>
    /// <returns>Null when there is no such candidate, or Jobvite has it no more.</returns>
    [AlwaysInterleave, Alias("ListDocuments"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<DocumentList?> ListDocuments(string candidateId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>A document's content, from the store or, on demand, from Jobvite.</summary>
    [AlwaysInterleave, Alias("DownloadDocument"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<DocumentDownload> DownloadDocument(Guid documentId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Sets or adds milestones of an onboarding process in Jobvite.</summary>
    [AlwaysInterleave, Alias("UpdateMilestones"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Puts one event back in the queue.</summary>
    /// <returns>False when the company has no such event, or it was rejected at the door.</returns>
    [Alias("ReplayWebhook")]
    Task<bool> ReplayWebhook(Guid eventId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Puts every event that matches back in the queue.</summary>
    /// <returns>How many.</returns>
    [Alias("ReplayWebhooks")]
    Task<int> ReplayWebhooks(WebhookFilter filter, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Puts chosen events back in the queue, at most <see cref="WebhookReplay.MostChosen"/>.</summary>
    [Alias("ReplayChosen")]
    Task<WebhookReplay> ReplayChosen(ImmutableArray<Guid> events, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Puts failed and dead events of a cause back in the queue, the oldest first, at most <see cref="WebhookReplay.MostOfCause"/>.</summary>
    /// <param name="cause">See <see cref="WebhookCause.Sentence"/>.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("ReplayCause")]
    Task<WebhookReplay> ReplayCause(string cause, Caller caller, CancellationToken cancellationToken = default);
}
