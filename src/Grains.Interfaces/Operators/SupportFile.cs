namespace Jobvite.Grains.Interfaces;

/// <summary>A file of a support bundle: JSON without candidates' data and without secrets.</summary>
/// <param name="Name">Such as <c>health.json</c>.</param>
/// <param name="Content">Indented JSON.</param>
[GenerateSerializer, Alias("jv.SupportFile"), Immutable]
public sealed record SupportFile(
    [property: Id(0)] string Name,
    [property: Id(1)] string Content);
