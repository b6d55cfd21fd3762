namespace Jobvite.Grains.Interfaces;

/// <summary>When one kind ran last and runs next.</summary>
[GenerateSerializer, Alias("jv.KindSchedule"), Immutable]
public sealed record KindSchedule
{
    [Id(0)] public required SyncKind Kind { get; init; }

    [Id(1)] public required bool Enabled { get; init; }

    /// <summary>Null when the kind is switched off.</summary>
    [Id(2)] public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>What the next run would be.</summary>
    [Id(3)] public SyncMode? NextMode { get; init; }

    [Id(4)] public SyncRun? LastRun { get; init; }
}
