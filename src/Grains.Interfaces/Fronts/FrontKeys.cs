using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>The front ends' keys. The text form shows none of them.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Elements">The keys as Data Protection writes them (XML).</param>
[GenerateSerializer, Alias("jv.FrontKeys"), Immutable]
public sealed record FrontKeys(
    [property: Id(0)] int Version,
    [property: Id(1)] ImmutableArray<string> Elements)
{
    /// <summary>How many there are.</summary>
    public override string ToString() => $"FrontKeys {{ Version = {Version}, Count = {Elements.Length} }}";
}
