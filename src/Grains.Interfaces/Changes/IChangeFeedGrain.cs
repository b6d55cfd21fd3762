using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// Reads what changed in a company's mirror, in the order of commits and without gaps; keyed by <see cref="CompanyKey"/>. The caller has
/// resolved the company from its own token: this grain answers whoever asks.
/// </summary>
[Alias("jv.IChangeFeedGrain")]
public interface IChangeFeedGrain : IGrainWithStringKey
{
    /// <summary>The items behind a place.</summary>
    /// <exception cref="InvalidCursorException">The cursor is damaged, another company's, or from another database.</exception>
    [ReadOnly, Alias("Read")]
    Task<FeedPage> Read(FeedRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What is asked of a feed.</summary>
/// <param name="After">A cursor of this feed; null: the oldest item that is kept.</param>
/// <param name="FromNow">No items: the cursor of now.</param>
/// <param name="Limit">At most so many items, at least 1; more than <see cref="MaxLimit"/> are cut.</param>
/// <param name="Types">Which types are shown; empty shows all.</param>
[GenerateSerializer, Alias("jv.FeedRequest"), Immutable]
public sealed record FeedRequest(
    [property: Id(0)] string? After,
    [property: Id(1)] bool FromNow,
    [property: Id(2)] int Limit,
    [property: Id(3)] ImmutableArray<string> Types)
{
    public const int MaxLimit = 1000;
}

/// <summary>A page of a feed.</summary>
[GenerateSerializer, Alias("jv.FeedPage"), Immutable]
public sealed record FeedPage
{
    [Id(0)] public ImmutableArray<FeedItem> Items { get; init; } = [];

    /// <summary>Where to go on; when <see cref="IsGone"/>, where to resume after reading the lists.</summary>
    [Id(1)] public required string NextCursor { get; init; }

    /// <summary>The number of the item at <see cref="NextCursor"/>: compare with <see cref="IFeedPositionsGrain.Get"/>.</summary>
    [Id(2)] public required long Position { get; init; }

    /// <summary>There is more to look through, though perhaps nothing of the types asked for.</summary>
    [Id(3)] public bool HasMore { get; init; }

    /// <summary>Items behind the cursor that was given are not kept any more; nothing else is told.</summary>
    [Id(4)] public bool IsGone { get; init; }
}
