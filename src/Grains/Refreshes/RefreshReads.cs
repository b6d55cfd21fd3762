using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Refreshes;

/// <summary>
/// Reads records of a batch again, from a list where that takes fewer requests, then one by one, so that one bad record does not hold up the
/// others. What concerns the whole connection (refused, throttled, away, wrong address) is thrown, since the next read would meet it too.
/// </summary>
/// <param name="batch">What is due.</param>
/// <param name="time">The clock.</param>
internal sealed class RefreshReads(RefreshBatch batch, TimeProvider time)
{
    /// <summary>Of a list.</summary>
    public const int PageSize = 500;

    /// <summary>What an event shows that names an impossible id.</summary>
    public const string ImpossibleId = "The event names an id that Jobvite cannot have given out, so nothing was read.";

    /// <summary>So many different records fail, and nothing was answered well: then it is not the records.</summary>
    private const int MostDoubtful = 3;

    private readonly Dictionary<DueEvents, string> _failed = [];
    private readonly Dictionary<DueEvents, string> _pointless = [];
    private readonly List<Exception> _unexpected = [];
    private BudgetExhaustedException? _exhausted;
    private int _doubtful;

    public RefreshResult Result => new(_failed, _exhausted) { Pointless = _pointless, Unexpected = _unexpected };

    /// <summary>
    /// Reads a list for all, for as long as it promises to cost less than single reads. What one record on it, or the list alone, is to blame
    /// for leaves the records to single reads.
    /// </summary>
    /// <param name="since">From which day on the list goes.</param>
    /// <param name="singles">How many single reads are still to be made without the rest of the list.</param>
    /// <param name="read">Reads at most so many pages.</param>
    /// <param name="store">Stores a page that was asked for at that time.</param>
    public async Task FromList<T>(DateOnly since, Func<int> singles, Func<int, IAsyncEnumerable<JobvitePage<T>>> read, Func<JobvitePage<T>, DateTimeOffset, Task> store)
    {
        if (!RefreshPlan.PrefersList(singles(), batch.Costs.PagesSince(since), batch.Costs))
        {
            return;
        }

        try
        {
            var pages = 0;
            var readAt = time.GetUtcNow();
            await foreach (var page in batch.Costs.Pages(read(singles() + 1)))
            {
                pages++;
                await store(page, readAt);
                var left = page.Outcome == PageOutcome.More ? RefreshPlan.PagesLeft(page.NextStart, page.Total, PageSize) : 0;
                batch.Costs.LearnPages(since, pages + left);
                if (left == 0 || singles() == 0 || !RefreshPlan.PrefersList(singles(), left, batch.Costs))
                {
                    break;
                }

                readAt = time.GetUtcNow();
            }
        }
        catch (JobviteException exception) when (ConcernsOneRecord(exception.Failure.Kind))
        {
            // Read singly, they tell which of them is bad.
        }
        catch (Exception exception) when (IsUnexpected(exception))
        {
            _unexpected.Add(exception);
        }
    }

    /// <summary>Calls <paramref name="read"/> for each id, those first that have never failed.</summary>
    /// <param name="ids">Of records.</param>
    /// <param name="events">Id → the events that wait for it.</param>
    /// <param name="read">Reads and stores one.</param>
    public async Task Each(IEnumerable<string> ids, ILookup<string, DueEvents> events, Func<string, Task> read)
    {
        foreach (var id in ids.OrderBy(id => events[id].Min(e => e.Attempts)).TakeWhile(_ => _exhausted is null))
        {
            // The inbox takes no such event any more; older ones may wait still.
            if (!RecordId.IsPossible(id))
            {
                Note(_pointless, events[id], ImpossibleId);
                continue;
            }

            try
            {
                await read(id);
            }
            catch (JobviteException exception) when (ConcernsOneRecord(exception.Failure.Kind))
            {
                Note(_failed, events[id], FailureRule.Describe(exception.Failure));
                if (!batch.Costs.AnsweredJustNow && ++_doubtful >= (batch.IsProbe ? 1 : MostDoubtful))
                {
                    throw;
                }
            }
            catch (BudgetExhaustedException exhausted)
            {
                // Not thrown: what has failed so far must count, or it would be read first again, whenever there are requests, and never be given up.
                _exhausted = exhausted;
            }
            catch (Exception exception) when (IsUnexpected(exception))
            {
                Note(_failed, events[id], $"An unexpected error ({exception.GetType().Name}); the log has the details.");
                _unexpected.Add(exception);
            }
        }
    }

    private static void Note(Dictionary<DueEvents, string> notes, IEnumerable<DueEvents> events, string note)
    {
        foreach (var one in events)
        {
            notes[one] = note;
        }
    }

    private static bool ConcernsOneRecord(FailureKind kind) => kind is FailureKind.Malformed or FailureKind.Rejected or FailureKind.NotFound;

    private static bool IsUnexpected(Exception exception) =>
        exception is not (JobviteException or BudgetExhaustedException or OutdatedConnectionException or CryptographicException) && !FailureRule.PassesByItself(exception);
}
