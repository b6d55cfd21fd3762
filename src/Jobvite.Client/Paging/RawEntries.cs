namespace Jobvite.Client;

/// <summary>The entries of an answer, unread. Good for as long as the answer's body is.</summary>
/// <param name="Items">Their bytes.</param>
/// <param name="Total">What Jobvite says the list holds.</param>
internal sealed record RawEntries(IReadOnlyList<ReadOnlyMemory<byte>> Items, int? Total)
{
    /// <inheritdoc cref="RawPage{T}.InsteadOfNone"/>
    public string? InsteadOfNone { get; init; }
}
