namespace Jobvite.Grains.Interfaces;

/// <summary>
/// How a list is sorted. Words are compared without regard to case (ASCII's at least) and byte by byte, so letters with accents come after
/// <c>z</c>, on every server alike; what has no value comes first when ascending.
/// </summary>
/// <param name="Column">One that the list offers; others are refused.</param>
/// <param name="Descending">From the greatest down: the newest first, or from Z to A.</param>
[GenerateSerializer, Alias("jv.ListSort"), Immutable]
public sealed record ListSort(
    [property: Id(0)] SortColumn Column,
    [property: Id(1)] bool Descending);
