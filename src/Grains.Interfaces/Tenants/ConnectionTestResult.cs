using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What Jobvite said to a set of credentials.</summary>
[GenerateSerializer, Alias("jv.ConnectionTestResult"), Immutable]
public sealed record ConnectionTestResult
{
    /// <summary>True when Jobvite accepts the key on at least one endpoint that the settings use.</summary>
    [Id(0)] public required bool Success { get; init; }

    [Id(1)] public JobviteEnvironment? Environment { get; init; }

    [Id(2)] public ImmutableArray<EndpointCheck> Checks { get; init; } = [];

    /// <summary>Names the endpoints that are refused although another is accepted.</summary>
    [Id(3)] public string? Warning { get; init; }

    /// <summary>True when Jobvite could not be reached, so that nothing is known about the credentials.</summary>
    [Id(4)] public bool NetworkError { get; init; }

    [Id(5)] public string? Error { get; init; }

    [Id(6)] public string? Details { get; init; }

    [Id(7)] public ImmutableArray<string> Troubleshooting { get; init; } = [];

    /// <summary>Set when the command itself broke a rule, so that Jobvite was not asked.</summary>
    [Id(8)] public ImmutableDictionary<string, string> FieldErrors { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Set when our own request budget, not Jobvite, stood in the way: worth trying again after this long.</summary>
    [Id(9)] public TimeSpan? BudgetFreeAfter { get; init; }
}

/// <summary>One endpoint's answer to a connection test.</summary>
/// <param name="Endpoint"><c>job</c>, <c>candidate</c> or <c>onboarding</c>.</param>
/// <param name="Ok">Jobvite accepted the credentials there.</param>
/// <param name="LatencyMs">How long the answer took, in milliseconds; null when there was none.</param>
/// <param name="Error">What to tell a person; null when <paramref name="Ok"/>.</param>
[GenerateSerializer, Alias("jv.EndpointCheck"), Immutable]
public sealed record EndpointCheck(
    [property: Id(0)] string Endpoint,
    [property: Id(1)] bool Ok,
    [property: Id(2)] int? LatencyMs,
    [property: Id(3)] string? Error);
