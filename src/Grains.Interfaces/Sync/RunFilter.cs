namespace Jobvite.Grains.Interfaces;

/// <summary>Which runs a list shows; null means any.</summary>
[GenerateSerializer, Alias("jv.RunFilter"), Immutable]
public sealed record RunFilter(
    [property: Id(0)] SyncKind? Kind = null,
    [property: Id(1)] RunStatus? Status = null);
