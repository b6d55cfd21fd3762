namespace Jobvite.Grains.Interfaces;

/// <summary>How many activations of one sort of grain a silo has.</summary>
/// <param name="GrainType">The class without its namespace.</param>
/// <param name="Activations">How many.</param>
[GenerateSerializer, Alias("jv.GrainCount"), Immutable]
public sealed record GrainCount(
    [property: Id(0)] string GrainType,
    [property: Id(1)] int Activations);
