namespace Jobvite.Grains.Interfaces;

/// <summary>How much is stored for a company; deleted records are not counted.</summary>
[GenerateSerializer, Alias("jv.RecordCounts"), Immutable]
public sealed record RecordCounts
{
    [Id(0)] public long Jobs { get; init; }

    [Id(1)] public long Candidates { get; init; }

    [Id(2)] public long Applications { get; init; }

    [Id(3)] public long Documents { get; init; }

    [Id(4)] public long OnboardingProcesses { get; init; }

    [Id(5)] public long OnboardingTasks { get; init; }

    /// <summary>Events that wait for their refresh.</summary>
    [Id(6)] public long WebhooksPending { get; init; }

    /// <summary>Events that were given up.</summary>
    [Id(7)] public long WebhooksDead { get; init; }
}
