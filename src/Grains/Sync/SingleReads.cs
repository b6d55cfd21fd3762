using Jobvite.Client;
using Jobvite.Grains.Budget;

namespace Jobvite.Grains.Sync;

/// <summary>Re-reads records one by one, so that one bad record does not hold up the others.</summary>
internal static class SingleReads
{
    /// <summary>
    /// Calls <paramref name="read"/> for each id. A failure that concerns one record is kept beside its id; one that concerns the whole
    /// connection (refused, throttled, away, wrong address) is thrown, since the next read would meet it too.
    /// </summary>
    public static async Task<RefreshResult> ForEach(IEnumerable<string> ids, Func<string, Task> read)
    {
        var failed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            try
            {
                await read(id);
            }
            catch (JobviteException exception) when (exception.Failure.Kind is FailureKind.Malformed or FailureKind.Rejected or FailureKind.NotFound)
            {
                failed[id] = FailureRule.Describe(exception.Failure);
            }
            catch (BudgetExhaustedException exhausted)
            {
                // Not thrown: what has failed so far must count, or it would be read first again, whenever there are requests, and never be given up.
                return new RefreshResult(failed, exhausted);
            }
            catch (ArgumentException)
            {
                // The client asks for no id that Jobvite cannot have given out. Thrown on, it would hold up every event behind it for ever.
                failed[id] = "The event names an id that Jobvite cannot have given out, so nothing was read.";
            }
        }

        return new RefreshResult(failed);
    }
}
