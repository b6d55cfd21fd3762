namespace Jobvite.Client;

/// <summary>
/// Decides, page by page, where to read next, when a list is at its end, and whether it was seen whole (docs/adr/0023). Jobvite's lists have
/// no cursor, may shift while they are read, and say of their length what they like. The rules:
/// <list type="number">
/// <item>Reading goes on from where a page stopped, however many entries were asked for.</item>
/// <item>A page begins with the last entry of the page before. One that shows no known entry is read again from further back.</item>
/// <item>The list ends at a page that is empty, or is shorter than asked and shows only the last entry that was read, perhaps with the one
/// before it (where Jobvite counts from 1, two come again).</item>
/// <item>It also ends at the first page that is shorter than asked and brings something new, if the total that comes with this page says so and
/// is what was read.</item>
/// <item>The largest total of the run is the least that must have been read. Ending short of it proves nothing; reading again may help only
/// where the total became smaller meanwhile, or the page that ended the list was empty.</item>
/// <item>A list of what changed grows while it is read, at any place, and what came in meanwhile is the next run's. Of such a list the first
/// total, not the largest, is the least that must have been read. It also ends at a shorter page without anything new, once so much was read,
/// unless the total that comes with the page speaks of more.</item>
/// <item>Other pages that bring nothing new, too many steps back, and too many pages prove nothing either.</item>
/// </list>
/// </summary>
/// <remarks>
/// A step back catches entries deleted before the reading point, which move later ones forward. It cannot see an entry that moves from
/// behind the reading point to before it while being changed: the overlap of incremental runs is there for that.
/// </remarks>
/// <param name="maxPages">The most pages.</param>
/// <param name="first">Where reading begins. Behind the list's beginning, somebody else read what lies before, and rule 4 does not hold:
/// where Jobvite counts from 1, one entry less was read than it seems.</param>
/// <param name="totalBefore">The largest total that was said before.</param>
/// <param name="grows">It is a list of what changed.</param>
internal sealed class PageTrail(int maxPages, int first = 0, int? totalBefore = null, bool grows = false)
{
    private const int MostStepsBack = 8;
    private const int MostPagesOfOld = 3;
    private const int ComeAgain = 2;

    private readonly HashSet<ulong> _seen = [];
    private int _read = first;
    private int _least = totalBefore ?? 0;
    private int _lastTotal = totalBefore ?? 0;
    private int _furthest;
    private ulong _last;
    private int _pagesOfOld;
    private int _pages;
    private int _stepsBack;
    private int _reach;
    private bool _overlaps;
    private bool _endsByTotal = first == 0;
    private bool _moved;
    private bool _hasTotal;

    /// <summary>The page before was shorter than asked, and no total speaks of more: the list may go on, or not.</summary>
    public bool MayBeAtEnd { get; private set; }

    /// <summary>How many of a page's first entries hold no more than <paramref name="most"/> new ones.</summary>
    public int Within(IReadOnlyList<ulong> keys, int most)
    {
        var count = 0;
        while (count < keys.Count && (_seen.Contains(keys[count]) || most-- > 0))
        {
            count++;
        }

        return count;
    }

    /// <summary>Takes in a page.</summary>
    /// <param name="start">Where it was asked to start.</param>
    /// <param name="asked">How many entries were asked for.</param>
    /// <param name="full">They came.</param>
    /// <param name="keys">Of its entries.</param>
    /// <param name="total">What Jobvite says with this page that the list holds.</param>
    public PageStep Next(int start, int asked, bool full, IReadOnlyList<ulong> keys, int? total)
    {
        _pages++;
        TakeTotal(total);
        if (start > 0 && !IsConnected(keys))
        {
            if (_stepsBack < MostStepsBack)
            {
                return Bounded(StepBack(start, asked), start);
            }

            _moved = true;
        }

        _reach = 0;
        var end = start + keys.Count;
        var fresh = keys.Count(key => !_seen.Contains(key));
        if (keys.Count == 0 || (!full && fresh == 0 && keys.Count <= ComeAgain && keys[^1] == _last))
        {
            return End(end, total, isShown: keys.Count > 0);
        }

        if (grows && !full && fresh == 0 && _read >= _least && !(total > end) && !_moved)
        {
            return new PageStep(end, PageOutcome.Last, null);
        }

        // After a step back, and after entries were put in before the reading point, pages of known entries lead to where reading stood.
        _pagesOfOld = fresh > 0 ? 0 : end < _furthest ? _pagesOfOld : _pagesOfOld + 1;
        if (_pagesOfOld == MostPagesOfOld)
        {
            return new PageStep(start, PageOutcome.Incomplete, "Jobvite kept sending records that had come before, so it may be ignoring the page asked for.");
        }

        _last = end >= _furthest || !_seen.Contains(keys[^1]) ? keys[^1] : _last;
        _furthest = Math.Max(_furthest, end);
        _seen.UnionWith(keys);
        _read += fresh;
        MayBeAtEnd = !full && _read >= _least;
        if (!full)
        {
            if (_endsByTotal && fresh > 0 && total > 0 && end >= total && (_read == _least || (grows && _read == Math.Max(_least, _lastTotal))))
            {
                return End(end, total, isShown: true);
            }

            _endsByTotal = false;
        }

        return Bounded(GoOn(start, keys.Count), start);
    }

    private void TakeTotal(int? total)
    {
        if (total is > 0)
        {
            _least = !grows ? Math.Max(_least, total.Value) : _hasTotal ? _least : total.Value;
            (_lastTotal, _hasTotal) = (total.Value, true);
        }
    }

    // The first page after a restart has nothing to be compared with, but if it is empty the list has become shorter.
    private bool IsConnected(IReadOnlyList<ulong> keys) => _seen.Count == 0 ? keys.Count > 0 : !_overlaps || keys.Any(_seen.Contains);

    // One record in five hundred is the price of the proof. A page of one or two has no room for it: where Jobvite counts from 1,
    // two entries come again, and there would be no way forward.
    private PageStep GoOn(int start, int length)
    {
        _overlaps = length > 2;
        return new PageStep(start + length - (_overlaps ? 1 : 0), PageOutcome.More, null);
    }

    private PageStep StepBack(int start, int asked)
    {
        _stepsBack++;
        _reach = _reach == 0 ? asked : _reach * 2;
        return new PageStep(Math.Max(0, start - _reach), PageOutcome.More, null);
    }

    private PageStep Bounded(PageStep step, int start) => _pages < maxPages
        ? step
        : new PageStep(step.NextStart, PageOutcome.Incomplete, $"Reading stopped after {_pages} pages, the most allowed, at record {start}.");

    /// <param name="next">Where the list goes on if it grows.</param>
    /// <param name="total">What came with the page that ends it.</param>
    /// <param name="isShown">The page that ends it belongs to the list, so that it is not just an empty answer.</param>
    private PageStep End(int next, int? total, bool isShown)
    {
        if (_moved)
        {
            return new PageStep(next, PageOutcome.Incomplete, "The list changed so much while it was read that records may have been missed.");
        }

        return _read >= _least && !(grows && total > next)
            ? new PageStep(next, PageOutcome.Last, null)
            : new PageStep(
                next,
                isShown && _lastTotal >= _least ? PageOutcome.Ended : PageOutcome.Incomplete,
                $"Jobvite says that there are more records: {Math.Max(_least, _lastTotal)}, but its list ended after {_read}.");
    }
}

/// <summary>What follows from a page.</summary>
/// <param name="NextStart">Where to go on.</param>
/// <param name="Outcome">Whether the list goes on.</param>
/// <param name="Reason">Why nothing may be concluded from what is absent.</param>
internal readonly record struct PageStep(int NextStart, PageOutcome Outcome, string? Reason);
