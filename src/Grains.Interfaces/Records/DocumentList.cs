using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A candidate's documents.</summary>
/// <param name="Documents">At most 200.</param>
/// <param name="Complete">False when Jobvite has more that could not be asked for just now.</param>
/// <param name="Warning">Then: why, and what to do.</param>
[GenerateSerializer, Alias("jv.DocumentList"), Immutable]
public sealed record DocumentList(
    [property: Id(0)] ImmutableArray<DocumentView> Documents,
    [property: Id(1)] bool Complete,
    [property: Id(2)] string? Warning);
