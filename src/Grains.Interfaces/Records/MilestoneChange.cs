using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A change to a process's milestones.</summary>
/// <param name="Milestones">1 to <see cref="MaxMilestones"/> names of 1 to <see cref="MaxNameLength"/> characters.</param>
/// <param name="Operation">Add to what there is, or replace it.</param>
[GenerateSerializer, Alias("jv.MilestoneChange"), Immutable]
public sealed record MilestoneChange(
    [property: Id(0)] ImmutableArray<string> Milestones,
    [property: Id(1)] MilestoneOperation Operation)
{
    public const int MaxMilestones = 50;

    /// <summary>Characters.</summary>
    public const int MaxNameLength = 200;
}
