namespace Jobvite.Grains.Interfaces;

/// <summary>What a list can be sorted by; each list offers some of these.</summary>
[GenerateSerializer, Alias("jv.SortColumn")]
public enum SortColumn
{
    /// <summary>The last change; of webhooks, when they were received. Every list has it.</summary>
    Changed = 1,

    /// <summary>Of candidates the last name, then the first; of jobs the title.</summary>
    Name = 2,

    /// <summary>Of jobs and onboarding processes.</summary>
    Status = 3,

    /// <summary>Of jobs.</summary>
    Department = 4,

    /// <summary>Of jobs: the main location.</summary>
    Location = 5,

    /// <summary>Of onboarding processes.</summary>
    HireDate = 6,
}
