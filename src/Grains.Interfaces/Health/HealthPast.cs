using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What was wrong with a company's mirror, and of which times that is not known.</summary>
[GenerateSerializer, Alias("jv.HealthPast"), Immutable]
public sealed record HealthPast
{
    /// <summary>Incidents are kept for so many days after their end.</summary>
    public const int Days = 90;

    /// <summary>The most incidents that are shown; of the time before them nothing is known then.</summary>
    public const int MaxIncidents = 1000;

    /// <summary>
    /// Whoever judges comes by every few seconds, every few minutes with tens of thousands of companies. After a longer pause nobody knows what
    /// was in it.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Since when it is known; null when the company was never judged.</summary>
    [Id(0)] public DateTimeOffset? KnownSince { get; init; }

    /// <summary>Until when it is known: the last judgement.</summary>
    [Id(1)] public DateTimeOffset? KnownUntil { get; init; }

    /// <summary>Times in between of which it is not: the service did not run, its database took no writes, or the company was disconnected.</summary>
    [Id(2)] public ImmutableArray<HealthGap> Gaps { get; init; } = [];

    /// <summary>That were open in the last <see cref="Days"/> days, those that began last first.</summary>
    [Id(3)] public ImmutableArray<HealthIncident> Incidents { get; init; } = [];
}

/// <summary>A time in which nobody judged.</summary>
[GenerateSerializer, Alias("jv.HealthGap"), Immutable]
public sealed record HealthGap([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset Until);
