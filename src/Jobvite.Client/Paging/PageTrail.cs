namespace Jobvite.Client;

/// <summary>
/// Decides, page by page, where to read next and when a list is at its end. Jobvite's lists have no cursor and may shift while they are read,
/// so every page begins with the last entry of the page before: seeing a known entry proves that nothing slipped through between the two.
/// </summary>
/// <remarks>
/// A page that shows no known entry is read again from further back. That catches entries deleted before the reading point, which move
/// later ones forward. It cannot see an entry that moves from behind the reading point to before it while being changed: the overlap of
/// incremental runs is there for that.
/// </remarks>
internal sealed class PageTrail(int asked, int maxPages)
{
    private const int MostStepsBack = 8;

    // The overlap, and one more where Jobvite counts from 1. So few known ones are the end, whatever the total says: some totals count
    // records that the key may not see.
    private const int MostKnownAtTheEnd = 2;

    private readonly HashSet<ulong> _seen = [];
    private int _pages;
    private int _stepsBack;
    // How far the next step back goes; 0 stands for one page.
    private int _reach;
    private bool _steppedBack;
    private bool _doubtful;

    private bool _overlaps;
    private bool _capped;

    public (int NextStart, PageOutcome Outcome, string? Reason) Next(int start, int entries, IReadOnlyList<ulong> keys, int? total)
    {
        _pages++;
        if (start > 0 && !IsConnected(entries, keys))
        {
            if (_stepsBack < MostStepsBack)
            {
                return Bounded(StepBack(start), start);
            }

            _doubtful = true;
        }

        var resumed = start > 0 && _seen.Count == 0;
        var fresh = keys.Count(_seen.Add);
        var arrivedByStepBack = _steppedBack;
        (_steppedBack, _reach) = (false, 0);
        var claimsMore = ClaimsMore(start, entries, total, resumed);
        if (entries == 0)
        {
            return claimsMore ? Incomplete(start, "Jobvite says that there are more records, but sent none.") : End(start);
        }

        if (entries >= asked)
        {
            return fresh == 0 && !arrivedByStepBack
                ? Incomplete(start, "Jobvite sent a full page on which every record had come before, so it may be ignoring the page asked for.")
                : Bounded(GoOn(start, asked), start);
        }

        if (claimsMore && fresh > 0)
        {
            // Jobvite gives fewer at a time than asked for: go on from where it stopped.
            _capped = true;
            return Bounded(GoOn(start, entries), start);
        }

        return claimsMore && entries > MostKnownAtTheEnd
            ? Incomplete(start, "Jobvite says that there are more records, but sent only known ones.")
            : End(start + entries);
    }

    // Whether the total speaks of entries after this page. Where Jobvite counts from 1, a page that starts later than 0 reaches one entry less
    // far than it seems. That matters only if short pages are not the end; elsewhere it would cost every run a request.
    private bool ClaimsMore(int start, int entries, int? total, bool resumed)
        => total > start + entries - (start > 0 && entries > 0 && (_capped || resumed) ? 1 : 0);

    private bool IsConnected(int entries, IReadOnlyList<ulong> keys)
    {
        // The first page after a restart has nothing to be compared with, but if it is empty the list has become shorter.
        return _seen.Count == 0 ? entries > 0 : !_overlaps || keys.Any(_seen.Contains);
    }

    // One record in five hundred is the price of the proof. A page of one or two has no room for it: where Jobvite counts from 1,
    // two entries come again, and there would be no way forward.
    private (int NextStart, PageOutcome Outcome, string? Reason) GoOn(int start, int length)
    {
        _overlaps = length > 2;
        return (start + length - (_overlaps ? 1 : 0), PageOutcome.More, null);
    }

    private (int NextStart, PageOutcome Outcome, string? Reason) StepBack(int start)
    {
        _stepsBack++;
        _steppedBack = true;
        _reach = _reach == 0 ? asked : _reach * 2;
        return (Math.Max(0, start - _reach), PageOutcome.More, null);
    }

    private (int NextStart, PageOutcome Outcome, string? Reason) Bounded((int NextStart, PageOutcome Outcome, string? Reason) step, int start)
        => _pages < maxPages
            ? step
            : Incomplete(step.NextStart, $"Reading stopped after {_pages} pages, the most allowed, at record {start}.");

    private (int NextStart, PageOutcome Outcome, string? Reason) End(int next) => _doubtful
        ? Incomplete(next, "The list changed so much while it was read that records may have been missed.")
        : (next, PageOutcome.Last, null);

    private static (int NextStart, PageOutcome Outcome, string? Reason) Incomplete(int next, string reason) => (next, PageOutcome.Incomplete, reason);
}
