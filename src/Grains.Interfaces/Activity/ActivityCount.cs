namespace Jobvite.Grains.Interfaces;

/// <summary>What happened in one hour or day.</summary>
[GenerateSerializer, Alias("jv.ActivityCount"), Immutable]
public sealed record ActivityCount
{
    /// <summary>When the hour or day begins, UTC.</summary>
    [Id(0)] public required DateTimeOffset Start { get; init; }

    /// <summary>Candidates that were stored for the first time, deleted ones included.</summary>
    [Id(1)] public int NewCandidates { get; init; }

    /// <summary>Webhooks that arrived, whatever has become of them.</summary>
    [Id(2)] public int WebhooksReceived { get; init; }

    /// <summary>Of these, the ones that are applied by now.</summary>
    [Id(3)] public int WebhooksProcessed { get; init; }

    /// <summary>Of these, the ones that were given up.</summary>
    [Id(4)] public int WebhooksDead { get; init; }

    /// <summary>Of these, the ones that were refused at the door.</summary>
    [Id(5)] public int WebhooksRejected { get; init; }
}
