using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What happened to a company lately, for a chart.</summary>
/// <param name="Unit">Length of one column.</param>
/// <param name="Counts">Oldest first, without gaps; the last one is still running.</param>
[GenerateSerializer, Alias("jv.CompanyActivity"), Immutable]
public sealed record CompanyActivity(
    [property: Id(0)] ActivityUnit Unit,
    [property: Id(1)] ImmutableArray<ActivityCount> Counts)
{
    /// <summary>The most columns that can be asked for, hours or days.</summary>
    public const int MaxCounts = 90;
}
