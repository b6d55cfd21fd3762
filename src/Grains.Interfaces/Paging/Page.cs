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

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Page">1-based page number; ignored when <paramref name="Cursor"/> is given.</param>
/// <param name="PageSize">1–100.</param>
/// <param name="Cursor">The opaque <see cref="Page{T}.NextCursor"/> of the page before, for deep reading; belongs to one way of sorting.</param>
/// <param name="Sort">Null: newest change first.</param>
[GenerateSerializer, Alias("jv.PageRequest"), Immutable]
public sealed record PageRequest(
    [property: Id(0)] int Page = 1,
    [property: Id(1)] int PageSize = 25,
    [property: Id(2)] string? Cursor = null,
    [property: Id(3)] ListSort? Sort = null);

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

/// <summary>What a list can be sorted by; each list offers some of these.</summary>
[GenerateSerializer, Alias("jv.SortColumn")]
public enum SortColumn
{
    /// <summary>The last change; of webhooks, when they were received. Every list has it.</summary>
    Changed = 1,

    /// <summary>Of candidates the last name, then the first; of jobs the title.</summary>
    Name = 2,

    /// <summary>Of jobs and onboarding processes.</summary>
    Status = 3,

    /// <summary>Of jobs.</summary>
    Department = 4,

    /// <summary>Of jobs: the main location.</summary>
    Location = 5,

    /// <summary>Of onboarding processes.</summary>
    HireDate = 6,
}

/// <summary>A list was asked for with a cursor that this service did not make. The front answers 400.</summary>
[GenerateSerializer, Alias("jv.InvalidCursorException")]
public sealed class InvalidCursorException : Exception
{
    /// <summary>Makes the exception; the cursor itself is not repeated.</summary>
    public InvalidCursorException()
        : base("The cursor is not one that this service handed out. Start again without a cursor.")
    {
    }
}
