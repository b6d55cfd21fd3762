namespace Jobvite.Grains.Interfaces;

/// <summary>What a run syncs.</summary>
[GenerateSerializer, Alias("jv.SyncKind")]
public enum SyncKind
{
    Jobs = 1,
    Candidates = 2,

    /// <summary>Processes and their tasks.</summary>
    Onboarding = 3,
}
