namespace Jobvite.Grains.Interfaces;

/// <summary>The answer to <see cref="ITenantGrain.UpdateMilestones"/>.</summary>
[GenerateSerializer, Alias("jv.MilestoneResult"), Immutable]
public sealed record MilestoneResult
{
    /// <summary>False when the company has no such process.</summary>
    [Id(0)] public required bool Found { get; init; }

    [Id(1)] public ProcessView? Process { get; init; }

    /// <summary>Why Jobvite did not take it; null on success.</summary>
    [Id(2)] public string? Error { get; init; }

    [Id(3)] public string? WhatToDo { get; init; }

    /// <summary>Worth trying again after this long; null when it is not.</summary>
    [Id(4)] public TimeSpan? RetryAfter { get; init; }
}
