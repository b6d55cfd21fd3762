using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What records are called that others refer to by id; those that are unknown or have no name are left out.</summary>
/// <param name="Jobs">Jobvite's id of a job → its title.</param>
/// <param name="Candidates">Jobvite's id of a candidate → first and last name.</param>
[GenerateSerializer, Alias("jv.RecordNames"), Immutable]
public sealed record RecordNames(
    [property: Id(0)] ImmutableDictionary<string, string> Jobs,
    [property: Id(1)] ImmutableDictionary<string, string> Candidates)
{
    /// <summary>The most ids of either sort that one call looks up.</summary>
    public const int MaxIds = 500;
}
