namespace Jobvite.Grains.Interfaces;

/// <summary>How one kind of a company's records stands.</summary>
[GenerateSerializer, Alias("jv.KindStanding"), Immutable]
public sealed record KindStanding
{
    [Id(0)] public required SyncKind Kind { get; init; }

    /// <summary>Switched on in the company's settings.</summary>
    [Id(1)] public required bool Enabled { get; init; }

    /// <summary>How the run ended that ended last; null before the first.</summary>
    [Id(2)] public RunStatus? LastStatus { get; init; }

    /// <summary>When it ended.</summary>
    [Id(3)] public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>How long it took.</summary>
    [Id(4)] public TimeSpan? LastDuration { get; init; }

    /// <summary>Null when nothing was wrong with it.</summary>
    [Id(5)] public RunTrouble? Trouble { get; init; }

    /// <summary>When the last complete run began: the records are at least as new. Now less this time is the lag.</summary>
    [Id(6)] public DateTimeOffset? CompleteSince { get; init; }

    /// <summary>When the run under way began.</summary>
    [Id(7)] public DateTimeOffset? RunningSince { get; init; }
}
