namespace Jobvite.Grains.Silos;

/// <summary>How many companies a silo gives to which others, so that all carry about the same.</summary>
internal static class BalanceRule
{
    /// <summary>A silo gives nothing away while it carries no more than so many times the mean.</summary>
    private const double Tolerance = 1.2;

    /// <param name="own">The silo that decides.</param>
    /// <param name="loads">All silos that answered, <paramref name="own"/> among them.</param>
    public static IReadOnlyList<(SiloAddress To, int Companies)> Moves(SiloAddress own, IReadOnlyDictionary<SiloAddress, SiloLoad> loads)
    {
        var takers = loads.Count(silo => !silo.Value.IsDraining);
        if (takers == 0)
        {
            return [];
        }

        var mean = loads.Values.Sum(load => load.Companies) / (double)takers;
        var share = (int)Math.Ceiling(mean);
        var surplus = Surplus(loads[own]);
        if (surplus == 0)
        {
            return [];
        }

        // Several silos may give at once: each fills its part of the room, so that together they do not overfill a newcomer.
        var part = surplus / (double)loads.Values.Sum(Surplus);
        var moves = new List<(SiloAddress, int)>();
        foreach (var (silo, load) in loads.Where(silo => !silo.Value.IsDraining && !silo.Key.Equals(own)).OrderBy(silo => silo.Value.Companies))
        {
            var count = Math.Min(surplus, (int)Math.Ceiling(Math.Max(0, share - load.Companies) * part));
            if (count > 0)
            {
                moves.Add((silo, count));
                surplus -= count;
            }
        }

        return moves;

        int Surplus(SiloLoad load) => load.IsDraining ? load.Companies : load.Companies > Math.Ceiling(mean * Tolerance) ? load.Companies - share : 0;
    }
}
