using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>One silo and its load.</summary>
[GenerateSerializer, Alias("jv.SiloOverview"), Immutable]
public sealed record SiloOverview
{
    [Id(0)] public required string Name { get; init; }

    /// <summary>Address and generation, as the membership table has them.</summary>
    [Id(1)] public required string Address { get; init; }

    /// <summary>Orleans' word for it, such as <c>Active</c>.</summary>
    [Id(2)] public required string Status { get; init; }

    /// <summary>Null when it did not answer: the numbers below are then 0.</summary>
    [Id(3)] public int? Activations { get; init; }

    /// <summary>Activations that were used within the last minutes.</summary>
    [Id(4)] public int RecentlyUsed { get; init; }

    /// <summary>0–100, of all of the process's processors.</summary>
    [Id(5)] public float CpuPercent { get; init; }

    /// <summary>Bytes.</summary>
    [Id(6)] public long MemoryUsed { get; init; }

    /// <summary>Bytes that the process may use in all.</summary>
    [Id(7)] public long MemoryLimit { get; init; }

    /// <summary>Front ends that are connected to it.</summary>
    [Id(8)] public long Clients { get; init; }

    /// <summary>It refuses calls because of its load.</summary>
    [Id(9)] public bool Overloaded { get; init; }

    /// <summary>Our own grains, the most first; at most 20.</summary>
    [Id(10)] public ImmutableArray<GrainCount> Grains { get; init; } = [];

    /// <summary>Companies that live there.</summary>
    [Id(11)] public int Companies { get; init; }

    /// <summary>It gives its companies to the others and takes none.</summary>
    [Id(12)] public bool IsDraining { get; init; }
}

/// <summary>How many activations of one sort of grain a silo has.</summary>
/// <param name="GrainType">The class without its namespace.</param>
/// <param name="Activations">How many.</param>
[GenerateSerializer, Alias("jv.GrainCount"), Immutable]
public sealed record GrainCount(
    [property: Id(0)] string GrainType,
    [property: Id(1)] int Activations);
