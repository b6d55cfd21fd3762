using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Onboarding;

/// <summary>
/// Reads onboarding processes again that events named, up to a hundred in one request. A request that Jobvite refuses because of one id
/// is halved until that id stands alone, so that it takes no other event down with it. A candidate stands for all processes of theirs that
/// are stored: whether Jobvite's filter takes candidates is unknown.
/// </summary>
internal sealed class OnboardingRefresh(OnboardingSource pages, IRecordReader reader, IJobviteClient client, RefreshBatch batch, CompanyConnection connection)
{
    private const int ProcessesPerRequest = 100;

    /// <summary>Finds one id among a hundred with one to spare. A refusal that no id explains must not spend the budget.</summary>
    private const int MostHalvings = 8;

    private readonly Dictionary<DueEvents, string> _failed = [];
    private readonly Dictionary<DueEvents, string> _pointless = [];

    /// <summary>Events that named a candidate → the processes that are still to be read for them.</summary>
    private readonly Dictionary<DueEvents, HashSet<string>> _open = [];

    private int _halvings;
    private JobviteException? _doubt;

    public async Task<RefreshResult> Run(CancellationToken cancellationToken)
    {
        await FindProcesses(cancellationToken);
        var ids = Wanted().ToLookup(IsDoubtful);
        try
        {
            foreach (var together in ids[false].Chunk(ProcessesPerRequest).Concat(ids[true].Chunk(ProcessesPerRequest)))
            {
                await Read(together, cancellationToken);
            }
        }
        catch (BudgetExhaustedException exhausted)
        {
            // What has failed so far counts, as in RefreshReads.
            return Result(exhausted);
        }

        // Nothing at all was answered well. As a rule Jobvite does not know our key, or we not its: that is no process's fault.
        return _doubt is null || batch.Costs.AnsweredJustNow ? Result(null) : throw _doubt;
    }

    private RefreshResult Result(BudgetExhaustedException? exhausted) =>
        new(batch.Costs.AnsweredJustNow ? _failed : [], exhausted) { Pointless = _pointless };

    private async Task FindProcesses(CancellationToken cancellationToken)
    {
        var people = batch.Due.Where(e => e.Kind is EventEntity.Candidate).ToList();
        if (people.Count == 0)
        {
            return;
        }

        var processes = await reader.FindProcesses(batch.CompanyId, people.Select(e => e.EntityId).Distinct(StringComparer.Ordinal).ToList(), cancellationToken);
        foreach (var events in people)
        {
            if (processes.Contains(events.EntityId))
            {
                _open[events] = processes[events.EntityId].ToHashSet(StringComparer.Ordinal);
            }
            else
            {
                _pointless[events] = $"The event names candidate {events.EntityId} but no onboarding process, and none of theirs is stored yet; the next sync reads all.";
            }
        }
    }

    private List<string> Wanted()
    {
        foreach (var events in batch.ByRecord.Where(g => !RecordId.IsPossible(g.Key)).SelectMany(g => g))
        {
            _pointless[events] = RefreshReads.ImpossibleId;
        }

        return [.. batch.ByRecord.Select(g => g.Key).Where(RecordId.IsPossible).Union(_open.Values.SelectMany(processes => processes), StringComparer.Ordinal)];
    }

    private async Task Read(string[] ids, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (id, reason) in await pages.ReadAgain(client, ids, Answer, connection, batch.Costs, cancellationToken))
            {
                Fail(id, reason);
            }
        }
        catch (JobviteException exception) when (MayConcernOneId(exception.Failure.Kind, ids))
        {
            if (ids.Length > 1 && _halvings < MostHalvings)
            {
                _halvings++;
                await Read(ids[..(ids.Length / 2)], cancellationToken);
                await Read(ids[(ids.Length / 2)..], cancellationToken);
                return;
            }

            _doubt = exception;
            foreach (var id in ids)
            {
                Fail(id, FailureRule.Describe(exception.Failure));
            }
        }
    }

    private RefreshWrite Answer(IEnumerable<string> ids, DateTimeOffset readAt, bool found)
    {
        var read = ids.ToList();
        var answered = read.SelectMany(id => batch.ByRecord[id]).ToList();
        foreach (var (events, left) in _open)
        {
            if (left.Count > 0)
            {
                left.ExceptWith(read);
                answered.AddRange(left.Count == 0 ? [events] : []);
            }
        }

        return batch.Answer(answered, readAt, found);
    }

    private void Fail(string id, string reason)
    {
        foreach (var events in batch.ByRecord[id].Concat(_open.Where(one => one.Value.Contains(id)).Select(one => one.Key)))
        {
            _failed[events] = reason;
        }
    }

    /// <summary>An answer that cannot be read is as a rule Jobvite's trouble of the moment; one that comes again, or beside good ones, may be an id's.</summary>
    private bool MayConcernOneId(FailureKind kind, string[] ids) =>
        kind is FailureKind.Rejected or FailureKind.NotFound || (kind is FailureKind.Malformed && (batch.Costs.AnsweredJustNow || ids.Any(batch.FailedBefore)));

    /// <summary>An id that failed before, or is not of the usual shape, is not asked for together with others.</summary>
    private bool IsDoubtful(string id) => id.Length != 24 || !id.All(char.IsAsciiHexDigit) || batch.FailedBefore(id);
}
