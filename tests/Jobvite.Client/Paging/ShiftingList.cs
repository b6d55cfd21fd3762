using CsCheck;

namespace Jobvite.Client.Tests;

/// <summary>A list as Jobvite might keep it: in a stable order, while entries come and go between the requests.</summary>
internal sealed record ShiftingList(int Size, int Asked, bool CountsFromOne, bool ZeroTotal, int Cap, IReadOnlyList<Change> Changes)
{
    public static readonly Gen<ShiftingList> Any =
        from size in Gen.Int[0, 60]
        from asked in Gen.Int[2, 12]
        from fromOne in Gen.Bool
        from zeroTotal in Gen.Bool
        from cap in Gen.Int[3, 20]
        from changes in Change.Any.Array[0, 12]
        select new ShiftingList(size, asked, fromOne, zeroTotal, zeroTotal ? asked : cap, changes);

    /// <summary>The list while nothing happens to it.</summary>
    public static readonly Gen<ShiftingList> Still = Any.Select(list => list with { Changes = [] });

    /// <summary>Entries that were there from the first request to the last.</summary>
    public HashSet<int> PresentThroughout { get; private set; } = [];

    public int Requests { get; private set; }

    public async Task<(HashSet<int> Read, PageOutcome Outcome, string? Reason)> ReadAsync(CancellationToken ct)
    {
        var list = Enumerable.Range(0, Size).ToList();
        PresentThroughout = [.. list];
        var next = Size;
        Requests = 0;
        var read = new HashSet<int>();
        Task<RawPage<int>> Fetch(int start, CancellationToken token)
        {
            if (Requests < Changes.Count)
            {
                Changes[Requests].ApplyTo(list, ref next);
                PresentThroughout.IntersectWith(list);
            }

            Requests++;
            var from = CountsFromOne ? Math.Max(1, start) - 1 : start;
            var slice = list.Skip(from).Take(Math.Min(Asked, Cap)).ToList();
            return Task.FromResult(new RawPage<int>(slice, [], slice.Count, [.. slice.Select(i => (ulong)i)], ZeroTotal ? 0 : list.Count));
        }

        await foreach (var page in PageWalk.ReadAsync(0, Asked, 1000, Fetch, ct))
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
        => $"{Size} entries, {Asked} asked, from {(CountsFromOne ? 1 : 0)}, total {!ZeroTotal}, at most {Cap}: {string.Join("; ", Changes)}";
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
