using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>The answer to <see cref="ITenantDirectoryGrain.Configure"/>.</summary>
[GenerateSerializer, Alias("jv.ConfigureResult"), Immutable]
public sealed record ConfigureResult
{
    [Id(0)] public required ConfigureOutcome Outcome { get; init; }

    [Id(1)] public string? CompanyId { get; init; }

    /// <summary>What a person should know although the settings were saved, such as "Jobvite could not be reached".</summary>
    [Id(2)] public string? Warning { get; init; }

    /// <summary>PEM; what Jobvite's support needs for onboarding.</summary>
    [Id(3)] public string? OurPublicRsaKey { get; init; }

    /// <summary>One sentence: what happened.</summary>
    [Id(4)] public string? Error { get; init; }

    [Id(5)] public string? Details { get; init; }

    [Id(6)] public ImmutableArray<string> Troubleshooting { get; init; } = [];

    /// <summary>Field name of the REST contract → what is wrong with it.</summary>
    [Id(7)] public ImmutableDictionary<string, string> FieldErrors { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Of <see cref="ConfigureOutcome.NotNow"/>: worth trying again after this long.</summary>
    [Id(8)] public TimeSpan? RetryAfter { get; init; }
}
