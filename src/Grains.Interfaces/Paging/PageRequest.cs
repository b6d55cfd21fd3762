namespace Jobvite.Grains.Interfaces;

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
