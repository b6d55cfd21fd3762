using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Jobs;

/// <summary>
/// Asks Jobvite for the jobs that its list did not show to a run, many in one request, before the run marks them as deleted. What comes is
/// alive. What does not come is gone if the same request brought a job that certainly exists; so one that the list showed is asked for
/// with the others. Where requests with several ids bring nothing, a few jobs are asked for alone, and the others are kept.
/// </summary>
/// <param name="client">Leases what it sends.</param>
/// <param name="records">Knows what the run has not seen.</param>
/// <param name="run">A full run whose list was read whole.</param>
/// <param name="time">The clock.</param>
/// <param name="listed">A job that the list showed; null when the run was interrupted since, or the list was empty.</param>
internal sealed class MissingJobs(IJobviteClient client, IRecordStore records, RunRef run, TimeProvider time, string? listed)
{
    /// <summary>The most that one request asks for, the one that certainly exists included.</summary>
    public const int PerRequest = 100;

    /// <summary>The most that one run asks for: some twenty of the day's 500 requests.</summary>
    public const int MostAsked = 2_000;

    /// <summary>The most that one run asks for one by one.</summary>
    public const int MostAlone = 5;

    private string? _present = listed;
    private int _alone;

    public async IAsyncEnumerable<MissingJobsAnswer> Ask([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        for (var asked = 0; await records.ListUnseenJobs(run, after, PerRequest - 1, cancellationToken) is { Count: > 0 } ids; after = ids[^1])
        {
            asked += ids.Count;
            if (asked > MostAsked)
            {
                yield return new MissingJobsAnswer([], [], time.GetUtcNow())
                {
                    Incomplete = $"More than {MostAsked} jobs are no longer in Jobvite's list, too many to ask for each of them, so this run deletes no job.",
                };
                yield break;
            }

            _present ??= await FirstListed(cancellationToken);
            var missing = ids.Where(RecordId.IsPossible).ToList();
            var kept = ids.Except(missing, StringComparer.Ordinal).Select(id => new RecordFailure(id, "Jobvite's list no longer shows this job, and its id cannot be asked for.")).ToList();
            if (kept.Count > 0)
            {
                yield return new MissingJobsAnswer([], kept, time.GetUtcNow());
            }

            for (var goesOn = true; goesOn && missing.Count > 0;)
            {
                var answer = await AskTogether(missing, cancellationToken) ?? await AskAlone(missing, cancellationToken);
                if (answer.Found.Count > 0 || answer.Failures.Count > 0)
                {
                    yield return answer;
                }

                // An answer may be cut short. Only one that brings no more of them speaks for the rest.
                missing.RemoveAll(id => answer.Found.Any(job => job.Id == id) || answer.Failures.Any(failure => failure.Id == id));
                goesOn = answer.MayBringMore;
            }
        }
    }

    /// <summary>Null when the answer says nothing about those that did not come.</summary>
    private async Task<MissingJobsAnswer?> AskTogether(List<string> ids, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        try
        {
            var page = await client.GetJobsAsync(_present is null ? ids : [.. ids, _present], cancellationToken);
            var found = page.Records.Where(job => ids.Contains(job.Id, StringComparer.Ordinal)).ToList();
            var isAnswered = page.Malformed.All(bad => bad.Id is not null) && page.Records.Count > 0;
            _present ??= found.Count > 0 ? found[^1].Id : null;
            return isAnswered ? new MissingJobsAnswer(found, PageDraft.FailuresOf(page.Malformed), readAt) { MayBringMore = found.Count > 0 } : null;
        }
        catch (JobviteException exception) when (exception.Failure.Kind is FailureKind.Malformed or FailureKind.Rejected)
        {
            return null;
        }
    }

    private async Task<MissingJobsAnswer> AskAlone(List<string> ids, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var found = new List<JobviteJob>();
        var kept = new List<RecordFailure>();
        var speaks = _present is null || await IsThere(_present, cancellationToken) is not null;
        foreach (var id in ids)
        {
            if (!speaks || ++_alone > MostAlone)
            {
                kept.Add(new RecordFailure(id, "Jobvite's list no longer shows this job, and Jobvite did not say whether it still exists. It was kept."));
                continue;
            }

            try
            {
                found.AddRange(await IsThere(id, cancellationToken) is { } job ? [job] : []);
            }
            catch (JobviteException exception) when (exception.Failure.Kind is FailureKind.Malformed or FailureKind.Rejected)
            {
                kept.Add(new RecordFailure(id, FailureRule.Describe(exception.Failure)));
            }
        }

        return new MissingJobsAnswer(found, kept, readAt);
    }

    private Task<JobviteJob?> IsThere(string id, CancellationToken cancellationToken) => client.GetJobAsync(id, cancellationToken);

    private async Task<string?> FirstListed(CancellationToken cancellationToken)
    {
        await foreach (var page in client.ReadJobPagesAsync(new JobPageRequest { PageSize = 1, MaxPages = 1 }, cancellationToken))
        {
            return page.Records.Count > 0 ? page.Records[0].Id : null;
        }

        return null;
    }
}

/// <summary>What Jobvite says of some of the jobs.</summary>
/// <param name="Found">They exist.</param>
/// <param name="Failures">They are kept, and why.</param>
/// <param name="ReadAt">When the request was sent.</param>
internal sealed record MissingJobsAnswer(IReadOnlyList<JobviteJob> Found, IReadOnlyList<RecordFailure> Failures, DateTimeOffset ReadAt)
{
    /// <summary>Asking for the others again may bring more.</summary>
    public bool MayBringMore { get; init; }

    /// <summary>Why this run deletes no job.</summary>
    public string? Incomplete { get; init; }
}
