using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// A company as an operator sees it. Texts are this service's own: what Jobvite said may quote a candidate or a key, and only the company's own pages show it.
/// </summary>
[GenerateSerializer, Alias("jv.CompanyDetail"), Immutable]
public sealed record CompanyDetail
{
    /// <summary>So many runs are shown, the newest first.</summary>
    public const int MaxRuns = 10;

    [Id(0)] public required CompanyOverview Company { get; init; }

    [Id(1)] public required HealthReport Health { get; init; }

    [Id(2)] public required HealthPast Past { get; init; }

    /// <summary>At most <see cref="MaxRuns"/>, without the records that failed.</summary>
    [Id(3)] public required ImmutableArray<SyncRun> Runs { get; init; }
}
