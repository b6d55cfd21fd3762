namespace Jobvite.WebFrontend;

/// <summary>
/// Keeps the references to grains of one sort that were used last. To make one is to look up the interface's attributes by reflection:
/// a twelfth of what a refused webhook cost here (measured), and a read needs two. A reference is an address and no answer,
/// so keeping it keeps nothing that may change. Thread-safe.
/// </summary>
/// <param name="make">Makes the reference for an id; null when no grain can have it, which is not kept.</param>
/// <param name="places">How many are kept. Two ids that meet in one place take turns; made-up ids push others out at worst.</param>
internal sealed class GrainReferences<TGrain>(Func<string, TGrain?> make, int places = 4096)
    where TGrain : class
{
    private readonly Known?[] _known = new Known?[places];

    public TGrain? Find(string id)
    {
        ref var place = ref _known[(uint)string.GetHashCode(id, StringComparison.Ordinal) % (uint)_known.Length];
        if (Volatile.Read(ref place) is { } known && known.Id == id)
        {
            return known.Grain;
        }

        if (make(id) is not { } grain)
        {
            return null;
        }

        Volatile.Write(ref place, new Known(id, grain));
        return grain;
    }

    private sealed record Known(string Id, TGrain Grain);
}
