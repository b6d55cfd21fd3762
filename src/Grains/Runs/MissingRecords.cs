using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>What a full run does at its end about records that it did not find: it marks them as deleted, or withholds that and says so.</summary>
internal sealed class MissingRecords(IKindSource source, IRecordStore records)
{
    /// <summary>Compares what is stored with the list that was read whole; null when the run is no longer ours.</summary>
    /// <param name="state">The run at the end of its list.</param>
    /// <param name="settings">The company's.</param>
    /// <param name="end">How the run ends as far as reading goes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<RunEnd?> Compare(RunExecution state, SyncSettings settings, RunEnd end, CancellationToken cancellationToken)
    {
        var run = state.Checkpoint.Run;
        var filtered = source.DeletionBlockedBy(settings) is not null;
        if (filtered && state.Checkpoint.SourceSince is null)
        {
            return end;
        }

        if (state.FailedWithoutId)
        {
            return end with { Status = RunStatus.Partial, Error = "Nothing was deleted: a record without a readable id may be any of those that were not seen." };
        }

        if (filtered)
        {
            // Filters leave out what may still exist in this source, but nothing that another source brought belongs here.
            return await records.DeleteFormer(run, cancellationToken) is null ? null : end with { Compared = true };
        }

        var count = await records.CountUnseen(run, cancellationToken);
        if (DeletionRule.FindObjection(count, state.Checkpoint.Confirms) is { } objection)
        {
            return count.Former > 0 && await records.DeleteFormer(run, cancellationToken) is null
                ? null
                : end with { Status = RunStatus.Partial, Error = objection, Compared = true, Withheld = count.Own };
        }

        // Tasks also go with a process that was marked before, which no count says.
        var nothingToDelete = count.Unseen == 0 && source.Kind != SyncKind.Onboarding;
        return !nothingToDelete && await records.DeleteUnseen(run, cancellationToken) is null ? null : end with { Compared = true };
    }
}
