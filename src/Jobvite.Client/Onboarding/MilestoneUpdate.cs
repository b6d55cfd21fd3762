namespace Jobvite.Client;

/// <summary>Milestones for one or more processes.</summary>
/// <param name="ProcessIds">1 to 500 process ids.</param>
/// <param name="Milestones">1 to 100 milestone names, each at most 200 characters.</param>
/// <param name="Operation">Replace or add.</param>
public sealed record MilestoneUpdate(
    IReadOnlyList<string> ProcessIds,
    IReadOnlyList<string> Milestones,
    MilestoneAction Operation = MilestoneAction.Add);

/// <summary>What to do with the milestones given.</summary>
public enum MilestoneAction
{
    /// <summary>They replace those of the process.</summary>
    Set,

    /// <summary>They are added to those of the process.</summary>
    Add,
}
