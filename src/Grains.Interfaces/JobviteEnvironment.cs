namespace Jobvite.Grains.Interfaces;

/// <summary>Which of Jobvite's two systems a company is connected to.</summary>
[GenerateSerializer, Alias("jv.JobviteEnvironment")]
public enum JobviteEnvironment
{
    /// <summary>Jobvite's staging system.</summary>
    Stage = 1,

    /// <summary>Jobvite's production system.</summary>
    Prod = 2,
}
