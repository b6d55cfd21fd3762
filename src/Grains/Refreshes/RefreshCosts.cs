namespace Jobvite.Grains.Refreshes;

/// <summary>
/// What the refreshes of one company and kind have cost so far, and so what the next one will. Lives as long as the activation: a plan
/// made without it costs a request more, no record.
/// </summary>
internal sealed class RefreshCosts(TimeProvider time)
{
    /// <summary>How much a new measurement counts against all earlier ones.</summary>
    private const double Weight = 0.3;

    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    private (DateOnly Since, int Pages)? _list;
    private long? _answered;

    /// <summary>Requests that the plans have asked for; the client's own retries are not among them.</summary>
    public int Requests { get; private set; }

    /// <summary>What one record by its id takes, the wait for its lease included.</summary>
    public TimeSpan SingleRead { get; private set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What one page of a list takes.</summary>
    public TimeSpan ListPage { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>Jobvite has answered one of these reads well within the last minute. A record that fails then does so for a reason of its own.</summary>
    public bool AnsweredJustNow => _answered is { } at && time.GetElapsedTime(at) < JustNow;

    /// <summary>Jobvite does not answer any more, whatever it did before.</summary>
    public void ForgetAnswers() => _answered = null;

    /// <summary>How many pages the list of what changed since <paramref name="since"/> is expected to have.</summary>
    public int PagesSince(DateOnly since) =>
        _list is var (from, pages) && from <= since ? pages : RefreshPlan.PagesOfUnknownList;

    /// <summary>The list of what changed since <paramref name="since"/> has, or is said to have, so many pages.</summary>
    public void LearnPages(DateOnly since, int pages) => _list = (since, pages);

    /// <summary>Counts and times a read of one record.</summary>
    public async Task<T> Read<T>(Func<Task<T>> read)
    {
        var began = time.GetTimestamp();
        Requests++;
        var answer = await read();
        _answered = time.GetTimestamp();
        SingleRead = Blend(SingleRead, time.GetElapsedTime(began));
        return answer;
    }

    /// <summary>Counts and times the pages of a list.</summary>
    public async IAsyncEnumerable<T> Pages<T>(IAsyncEnumerable<T> pages)
    {
        await using var reader = pages.GetAsyncEnumerator();
        while (true)
        {
            var began = time.GetTimestamp();
            Requests++;
            if (!await reader.MoveNextAsync())
            {
                // The end of a list is known from its last page and asks nobody.
                Requests--;
                yield break;
            }

            _answered = time.GetTimestamp();
            ListPage = Blend(ListPage, time.GetElapsedTime(began));
            yield return reader.Current;
        }
    }

    private static TimeSpan Blend(TimeSpan former, TimeSpan measured) => (former * (1 - Weight)) + (measured * Weight);
}
