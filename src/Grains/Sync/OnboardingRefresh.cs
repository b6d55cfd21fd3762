using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;

namespace Jobvite.Grains.Sync;

/// <summary>
/// Reads onboarding processes again that events named, up to a hundred in one request. A request that Jobvite refuses because of one id
/// is halved until that id stands alone, so that it takes no other event down with it.
/// </summary>
internal sealed class OnboardingRefresh(OnboardingPages pages, IJobviteClient client, RefreshBatch batch, CompanyConnection connection)
{
    private const int ProcessesPerRequest = 100;

    /// <summary>Finds one id among a hundred with one to spare. A refusal that no id explains must not spend the budget.</summary>
    private const int MostHalvings = 8;

    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private int _halvings;

    public async Task<RefreshResult> Run(CancellationToken cancellationToken)
    {
        var ids = batch.ByRecord.Select(g => g.Key).ToLookup(IsDoubtful);
        try
        {
            foreach (var together in ids[false].Chunk(ProcessesPerRequest).Concat(ids[true].Chunk(ProcessesPerRequest)))
            {
                await Read(together, cancellationToken);
            }
        }
        catch (BudgetExhaustedException exhausted)
        {
            // What has failed so far counts, as in SingleReads.
            return new RefreshResult(_failed, exhausted);
        }

        return new RefreshResult(_failed);
    }

    private async Task Read(string[] ids, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (id, reason) in await pages.ReadAgain(client, ids, batch.Answer, connection, batch.Costs, cancellationToken))
            {
                _failed[id] = reason;
            }
        }
        catch (JobviteException exception) when (MayBeAboutOne(exception.Failure.Kind, ids))
        {
            if (ids.Length > 1 && _halvings < MostHalvings)
            {
                _halvings++;
                await Read(ids[..(ids.Length / 2)], cancellationToken);
                await Read(ids[(ids.Length / 2)..], cancellationToken);
                return;
            }

            foreach (var id in ids)
            {
                _failed[id] = FailureRule.Describe(exception.Failure);
            }
        }
    }

    /// <summary>An answer that cannot be read is as a rule Jobvite's trouble of the moment; one that comes again may be an id's.</summary>
    private bool MayBeAboutOne(FailureKind kind, string[] ids) =>
        kind is FailureKind.Rejected or FailureKind.NotFound || (kind is FailureKind.Malformed && ids.Any(batch.FailedBefore));

    /// <summary>An id that failed before, or is not of the known shape, does not travel with the others.</summary>
    private bool IsDoubtful(string id) => id.Length != 24 || !id.All(char.IsAsciiHexDigit) || batch.FailedBefore(id);
}
