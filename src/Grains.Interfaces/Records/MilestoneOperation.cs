namespace Jobvite.Grains.Interfaces;

/// <summary>What to do with a process's milestones.</summary>
[GenerateSerializer, Alias("jv.MilestoneOperation")]
public enum MilestoneOperation
{
    Add = 1,
    Set = 2,
}
