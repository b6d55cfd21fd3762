using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A withheld deletion was approved.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">What was done.</param>
/// <param name="RunId">The run that had withheld it.</param>
/// <param name="Kind">jobs, candidates or onboarding.</param>
/// <param name="Deleted">Records marked as deleted; of candidates a record is one application.</param>
/// <param name="Missing">Records that the run had missed: those that were seen again since are not deleted.</param>
public sealed record DeletionsApproved(bool Success, string Message, Guid RunId, string Kind, int Deleted, int Missing)
{
    /// <summary>Null when it was not.</summary>
    internal static DeletionsApproved? Of(Guid runId, DeletionApproval approval) => approval is { Outcome: ApprovalOutcome.Approved, Kind: { } kind }
        ? new(true, Sentence(approval), runId, EnumText.Of(kind), approval.Deleted, approval.Missing)
        : null;

    internal static Problem Refusal(DeletionApproval approval) => approval.Outcome switch
    {
        ApprovalOutcome.NotFound => Problem.NotFound("sync run"),
        ApprovalOutcome.UnderWay => new(StatusCodes.Status409Conflict, "The run has not ended, so it has not withheld anything yet."),
        ApprovalOutcome.Superseded => new(StatusCodes.Status409Conflict, "A later run has compared everything again, and withholds a deletion of its own.")
        {
            Troubleshooting = [$"Look at the run {approval.WithheldBy} and approve its deletion."],
        },
        ApprovalOutcome.NotKept => new(StatusCodes.Status409Conflict, "An earlier version of this service withheld this deletion and did not keep which records it was about.")
        {
            Troubleshooting = ["Start a full sync; what it withholds can be approved."],
        },
        _ => new(StatusCodes.Status409Conflict, "Nothing is withheld: the run withheld no deletion, it was approved already, or a later full run has settled it."),
    };

    private static string Sentence(DeletionApproval approval) => approval.Deleted == approval.Missing
        ? $"{approval.Deleted} records are marked as deleted."
        : $"{approval.Deleted} records are marked as deleted. {approval.Missing} were missing then; the others were seen again or deleted since.";
}
