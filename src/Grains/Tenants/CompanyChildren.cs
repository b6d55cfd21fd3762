using Jobvite.Grains.Candidates;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tenants;

/// <summary>What a tenant grain asks of its company's other grains. It has checked that the caller may.</summary>
internal sealed partial class CompanyChildren(IGrainFactory grains, IRecordReader reader, AuditTrail audit, ILogger<CompanyChildren> logger)
{
    /// <summary>
    /// Children ask again by themselves within seconds; this only makes it sooner. Before data are deleted it is more than that: what a
    /// child has under way would be stored after the deletion, so one that does not answer makes the deletion begin anew.
    /// </summary>
    public async Task ConnectionChanged(string companyId, bool untilTheyKnow = false)
    {
        try
        {
            var inbox = grains.GetGrain<IInboxGrain>(Key(companyId));
            await Task.WhenAll(Enum.GetValues<SyncKind>().Select(kind => grains.GetKindGrain(kind, companyId).ConnectionChanged()).Append(inbox.ConnectionChanged()));
        }
        catch (Exception exception) when (!untilTheyKnow && exception is (OrleansException or TimeoutException))
        {
            LogNotTold(exception);
        }
    }

    /// <inheritdoc cref="ITenantGrain.CancelRun"/>
    public async Task<SyncRun?> CancelRun(string companyId, Guid runId, Caller caller, CancellationToken cancellationToken)
    {
        if (await reader.GetRun(companyId, runId, cancellationToken) is not { } run)
        {
            return null;
        }

        await audit.Write(companyId, AuditActions.CancelSync, caller, $"{run.Kind}".ToLowerInvariant(), $"{runId}");
        return await grains.GetKindGrain(run.Kind, companyId).CancelRun(runId, cancellationToken);
    }

    /// <inheritdoc cref="ITenantGrain.ApproveDeletion"/>
    public async Task<DeletionApproval> ApproveDeletion(string companyId, Guid runId, Caller caller, CancellationToken cancellationToken)
    {
        if (await reader.GetRun(companyId, runId, cancellationToken) is not { } run)
        {
            return new DeletionApproval(ApprovalOutcome.NotFound);
        }

        var approval = await grains.GetKindGrain(run.Kind, companyId).ApproveDeletion(runId, cancellationToken);
        if (approval.Outcome is ApprovalOutcome.Approved)
        {
            await audit.Write(companyId, "deletions.approve", caller, $"{run.Kind}: {approval.Deleted} of {approval.Missing}".ToLowerInvariant(), $"{runId}");
        }

        return approval;
    }

    /// <summary>Who keeps the documents.</summary>
    public ICandidatesGrain Candidates(string companyId) => grains.GetGrain<ICandidatesGrain>(Key(companyId));

    /// <inheritdoc cref="ITenantGrain.RefreshCandidate"/>
    public async Task<CandidateRefreshed> RefreshCandidate(string companyId, string candidateId, Caller caller, CancellationToken cancellationToken)
    {
        if (await reader.GetCandidate(companyId, candidateId, cancellationToken) is null)
        {
            return new CandidateRefreshed(CandidateRefreshOutcome.NotFound);
        }

        var refreshed = await Candidates(companyId).RefreshCandidate(candidateId, cancellationToken);
        var outcome = refreshed.Outcome is CandidateRefreshOutcome.Failed ? AuditOutcomes.Failed : AuditOutcomes.Success;
        await audit.Write(companyId, AuditActions.RefreshCandidate, caller, refreshed.Outcome is CandidateRefreshOutcome.NotListed ? "Jobvite has no such candidate" : null, candidateId, outcome);
        return refreshed;
    }

    public async Task<DocumentDownload> DownloadDocument(string companyId, Guid documentId, Caller caller, CancellationToken cancellationToken)
    {
        var download = await Candidates(companyId).DownloadDocument(documentId, cancellationToken);
        if (download.Document is { } document)
        {
            var outcome = download.Content is null ? AuditOutcomes.Failed : AuditOutcomes.Success;
            await audit.Write(companyId, AuditActions.DownloadDocument, caller, $"{document.Type} of candidate {download.CandidateId}", $"{documentId}", outcome);
        }

        return download;
    }

    public async Task<MilestoneResult> UpdateMilestones(
        string companyId, string processId, MilestoneChange change, Caller caller, CancellationToken cancellationToken)
    {
        // It is written to Jobvite, which nobody can take back: a line before it, and one with what came of it.
        var (action, details) = (AuditActions.UpdateMilestones, $"{change.Operation}: {string.Join(", ", change.Milestones)}".ToLowerInvariant());
        await audit.Write(companyId, action, caller, details, processId, AuditOutcomes.Started);
        var result = await grains.GetGrain<IOnboardingGrain>(Key(companyId)).UpdateMilestones(processId, change, cancellationToken);
        var outcome = result.Unknown ? AuditOutcomes.Unknown : result is { Found: true, Error: null } ? AuditOutcomes.Success : AuditOutcomes.Failed;
        await audit.Write(companyId, action, caller, details, processId, outcome);
        return result;
    }

    private static string Key(string companyId) => CompanyKey.Of(companyId).ToString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The company's grains could not be told of changed settings; they ask by themselves within seconds.")]
    private partial void LogNotTold(Exception exception);
}
