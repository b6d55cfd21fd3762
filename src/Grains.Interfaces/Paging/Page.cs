using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>One page of a list, newest change first unless asked for otherwise.</summary>
/// <param name="Items">At most <paramref name="PageSize"/> items.</param>
/// <param name="Total">How many items match the filter.</param>
/// <param name="PageNumber">1-based; of a page read by cursor, the number the caller asked with.</param>
/// <param name="PageSize">As asked.</param>
/// <param name="NextCursor">Opaque; null on the last page.</param>
[GenerateSerializer, Alias("jv.Page`1"), Immutable]
public sealed record Page<T>(
    [property: Id(0)] ImmutableArray<T> Items,
    [property: Id(1)] long Total,
    [property: Id(2)] int PageNumber,
    [property: Id(3)] int PageSize,
    [property: Id(4)] string? NextCursor);
