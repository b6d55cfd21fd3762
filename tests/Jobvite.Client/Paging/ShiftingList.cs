using CsCheck;

namespace Jobvite.Client.Tests;

/// <summary>What a list says of its own length.</summary>
internal enum SaidTotal
{
    Right,
    RightOnFirstPageOnly,
    ZeroOnLastPage,
    Never,
    TooLarge,
    TooSmall,
    OfThePage,
}

/// <summary>A list as Jobvite might keep it: in a stable order, while entries come and go between the requests.</summary>
/// <param name="Size">Entries at the beginning.</param>
/// <param name="Asked">Entries asked for at a time.</param>
/// <param name="CountsFromOne">The first entry is number 1, and a start of 0 counts as 1.</param>
/// <param name="Total">What it says of its length.</param>
/// <param name="Caps">The most that each page brings, one after the other and again from the first; 0 brings what was asked for.</param>
/// <param name="Changes">What happens before each request.</param>
internal sealed record ShiftingList(int Size, int Asked, bool CountsFromOne, SaidTotal Total, IReadOnlyList<int> Caps, IReadOnlyList<Change> Changes)
{
    private const int Lie = 7;

    public static readonly Gen<ShiftingList> Any =
        from size in Gen.Int[0, 60]
        from asked in Gen.Int[3, 12]
        from fromOne in Gen.Bool
        from total in Gen.Enum<SaidTotal>()
        from caps in Gen.OneOf(Gen.Const(0).Array[1], Gen.Int[3, 20].Array[1], Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[3, 11])).Array[1, 8])
        from changes in Change.Any.Array[0, 12]
        select new ShiftingList(size, asked, fromOne, total, caps, changes);

    /// <summary>The list while nothing happens to it.</summary>
    public static readonly Gen<ShiftingList> Still = Any.Select(list => list with { Changes = [] });

    /// <summary>Entries that were there from the first request to the last.</summary>
    public HashSet<int> PresentThroughout { get; private set; } = [];

    public int Requests { get; private set; }

    /// <summary>
    /// A page that was shorter than asked said with its own total that the list ends there, just where that total was read, though it went on.
    /// Nobody can know that.
    /// </summary>
    public bool FeignedItsEnd { get; private set; }

    public int LargestTotal { get; private set; }

    public async Task<(HashSet<int> Read, PageOutcome Outcome, string? Reason)> ReadAsync(CancellationToken ct, bool grows = false)
    {
        var list = Enumerable.Range(0, Size).ToList();
        PresentThroughout = [.. list];
        var next = Size;
        (Requests, FeignedItsEnd, LargestTotal) = (0, false, 0);
        var read = new HashSet<int>();
        var sent = new HashSet<int>();
        Task<RawPage<int>> Fetch(PageAsk ask, CancellationToken token)
        {
            var (start, count, _) = ask;
            if (Requests < Changes.Count)
            {
                Changes[Requests].ApplyTo(list, ref next);
                PresentThroughout.IntersectWith(list);
            }

            var cap = Caps[Requests % Caps.Count];
            Requests++;
            var from = CountsFromOne ? Math.Max(1, start) - 1 : start;
            var slice = list.Skip(from).Take(cap == 0 ? count : Math.Min(count, cap)).ToList();
            var isLast = from + slice.Count >= list.Count;
            var total = Total switch
            {
                SaidTotal.Never => 0,
                SaidTotal.RightOnFirstPageOnly when Requests > 1 => 0,
                SaidTotal.ZeroOnLastPage when start > 0 && isLast => 0,
                SaidTotal.TooLarge => list.Count + Lie,
                SaidTotal.TooSmall => Math.Max(0, list.Count - Lie),
                SaidTotal.OfThePage => slice.Count,
                _ => list.Count,
            };
            LargestTotal = Math.Max(LargestTotal, total);
            sent.UnionWith(slice);
            FeignedItsEnd |= !isLast && slice.Count < count && total > 0 && start + slice.Count >= total && sent.Count >= LargestTotal;
            return Task.FromResult(new RawPage<int>(slice, [], slice.Count, [.. slice.Select(i => (ulong)i)], total));
        }

        await foreach (var page in PageWalk.ReadAsync(new PageReading(0, Asked, 1000) { Grows = grows }, Fetch, ct))
        {
            read.UnionWith(page.Records);
            if (page.Outcome != PageOutcome.More)
            {
                return (read, page.Outcome, page.IncompleteReason);
            }
        }

        throw new InvalidOperationException("The list ended without saying so.");
    }

    public override string ToString()
        => $"{Size} entries, {Asked} asked, from {(CountsFromOne ? 1 : 0)}, total {Total}, at most {string.Join(",", Caps)}: {string.Join("; ", Changes)}";
}

/// <summary>Entries put in or taken out at one place between two requests.</summary>
internal sealed record Change(bool Insert, double Place, int Count)
{
    public static readonly Gen<Change> Any =
        from insert in Gen.Bool
        from place in Gen.Double[0, 1]
        from count in Gen.Int[0, 8]
        select new Change(insert, place, count);

    public void ApplyTo(List<int> list, ref int next)
    {
        var at = (int)(Place * list.Count);
        if (Insert)
        {
            list.InsertRange(at, Enumerable.Range(next, Count));
            next += Count;
        }
        else
        {
            list.RemoveRange(at, Math.Min(Count, list.Count - at));
        }
    }
}
