using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A change to a process's milestones.</summary>
/// <param name="Milestones">1 to <see cref="MaxMilestones"/> names of 1 to <see cref="MaxNameLength"/> characters.</param>
/// <param name="Operation">Add to what there is, or replace it.</param>
[GenerateSerializer, Alias("jv.MilestoneChange"), Immutable]
public sealed record MilestoneChange(
    [property: Id(0)] ImmutableArray<string> Milestones,
    [property: Id(1)] MilestoneOperation Operation)
{
    public const int MaxMilestones = 50;

    /// <summary>Characters.</summary>
    public const int MaxNameLength = 200;
}

/// <summary>What to do with a process's milestones.</summary>
[GenerateSerializer, Alias("jv.MilestoneOperation")]
public enum MilestoneOperation
{
    Add = 1,
    Set = 2,
}

/// <summary>The answer to <see cref="ITenantGrain.UpdateMilestones"/>.</summary>
[GenerateSerializer, Alias("jv.MilestoneResult"), Immutable]
public sealed record MilestoneResult
{
    /// <summary>False when the company has no such process, or it is deleted.</summary>
    [Id(0)] public required bool Found { get; init; }

    [Id(1)] public ProcessView? Process { get; init; }

    /// <summary>Why Jobvite did not take it, or, with <see cref="Unknown"/>, why nobody knows; null when Jobvite took it.</summary>
    [Id(2)] public string? Error { get; init; }

    [Id(3)] public string? WhatToDo { get; init; }

    /// <summary>Worth trying again after this long; null when it is not.</summary>
    [Id(4)] public TimeSpan? RetryAfter { get; init; }

    /// <summary>What a person should know although Jobvite took it.</summary>
    [Id(5)] public string? Note { get; init; }

    /// <summary>Jobvite may have taken it or not: whoever sends it again without looking may have it twice.</summary>
    [Id(6)] public bool Unknown { get; init; }
}
