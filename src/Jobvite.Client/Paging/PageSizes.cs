namespace Jobvite.Client;

/// <summary>
/// How many entries to ask for at a time. An answer that is larger than the client reads is asked for again in half the size; after some full
/// pages the size grows by a quarter. A single entry that is too large is passed over, and the size goes back to what it was.
/// </summary>
/// <param name="begin">The first size.</param>
/// <param name="largest">The largest.</param>
internal sealed class PageSizes(int begin, int largest)
{
    private const int FullPagesToGrow = 4;

    // Each answer costs up to the limit to read: one that has no end must not be asked for again and again.
    private const int MostPassedOver = 3;

    // Pages may be a few entries shorter than asked for. A page of three that is two short shows only the last entry that was read, which
    // means the end of the list (PageTrail, rule 3). What is more than wanted is dropped.
    private const int LeastToAsk = 50;

    private int _size = Math.Min(begin, largest);
    private int _before;
    private int _full;
    private int _passedOver;
    private bool _shrunk;

    /// <summary>How many to ask for, where only <paramref name="most"/> are wanted: sometimes more than that.</summary>
    public int Ask(int? most) => Math.Min(_size, Math.Max(LeastToAsk, most ?? _size));

    /// <summary>The size that is worth remembering after a page; null when the largest works as far as is known.</summary>
    public int? Remembered(bool full) => _shrunk || (full && _size < largest) ? _size : null;

    /// <summary>An answer of so many entries was too large; false when there is no smaller one.</summary>
    public bool Shrink(int asked)
    {
        _full = 0;
        if (asked == 1)
        {
            return false;
        }

        _before = _before == 0 ? _size : _before;
        (_size, _shrunk) = (asked / 2, true);
        return true;
    }

    /// <summary>An entry alone was too large; false when too many in a row were.</summary>
    public bool PassOver() => ++_passedOver <= MostPassedOver;

    /// <summary>A page came.</summary>
    public void Came(bool full)
    {
        if (_passedOver > 0)
        {
            (_size, _before, _passedOver, _full) = (_before == 0 ? _size : _before, 0, 0, 0);
            return;
        }

        _full = full ? _full + 1 : 0;
        if (_full == FullPagesToGrow)
        {
            (_size, _before, _full) = (Math.Min(largest, _size + Math.Max(1, _size / 4)), 0, 0);
        }
    }
}
