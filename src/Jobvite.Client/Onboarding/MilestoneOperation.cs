namespace Jobvite.Client;

/// <summary>What to do with the milestones given.</summary>
public enum MilestoneOperation
{
    /// <summary>They replace those of the process.</summary>
    Set,

    /// <summary>They are added to those of the process.</summary>
    Add,
}
