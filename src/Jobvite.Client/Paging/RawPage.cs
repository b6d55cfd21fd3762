namespace Jobvite.Client;

/// <summary>A page as it came, before anyone decided what it means for the list.</summary>
/// <param name="Records">What could be read.</param>
/// <param name="Malformed">What could not.</param>
/// <param name="Entries">How many entries the page had, readable or not.</param>
/// <param name="Keys">One number for each entry that stays the same when the entry comes again.</param>
/// <param name="Total">What Jobvite says the list holds.</param>
internal sealed record RawPage<T>(
    IReadOnlyList<T> Records, IReadOnlyList<MalformedRecord> Malformed, int Entries, IReadOnlyList<ulong> Keys, int? Total)
{
    /// <summary>What was not read, because it is known.</summary>
    public IReadOnlyList<KnownEntry> Known { get; init; } = [];

    /// <summary>What came in place of a list without entries, in words; null for a list, and for a total of 0.</summary>
    public string? InsteadOfNone { get; init; }

    /// <inheritdoc cref="WireRequest.Filtered"/>
    public bool Filtered { get; init; }

    /// <summary>Which entry each of <see cref="Records"/> is, from 0; null when every entry is a record.</summary>
    public IReadOnlyList<int>? RecordAt { get; init; }

    /// <summary>Which entry each of <see cref="Known"/> is.</summary>
    public IReadOnlyList<int> KnownAt { get; init; } = [];

    /// <summary>The page without the entries from <paramref name="count"/> on.</summary>
    public RawPage<T> First(int count) => this with
    {
        Records = [.. Records.Where((_, i) => (RecordAt?[i] ?? i) < count)],
        Malformed = [.. Malformed.Where(entry => entry.Index < count)],
        Known = [.. Known.Where((_, i) => KnownAt[i] < count)],
        Entries = Math.Min(count, Entries),
        Keys = [.. Keys.Take(count)],
    };
}

/// <summary>The entries of an answer, unread. Good for as long as the answer's body is.</summary>
/// <param name="Items">Their bytes.</param>
/// <param name="Total">What Jobvite says the list holds.</param>
internal sealed record RawEntries(IReadOnlyList<ReadOnlyMemory<byte>> Items, int? Total)
{
    /// <inheritdoc cref="RawPage{T}.InsteadOfNone"/>
    public string? InsteadOfNone { get; init; }
}
