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

/// <summary>How an attempt to configure a company ended.</summary>
[GenerateSerializer, Alias("jv.ConfigureOutcome")]
public enum ConfigureOutcome
{
    /// <summary>Saved; <see cref="ConfigureResult.Warning"/> may name what is not in order.</summary>
    Saved = 1,

    /// <summary>The command breaks a rule; see <see cref="ConfigureResult.FieldErrors"/>. Nothing was saved.</summary>
    Invalid = 2,

    /// <summary>Jobvite refused the credentials. Nothing was saved.</summary>
    Refused = 3,

    /// <summary>The company belongs to another tenant. Nothing was saved.</summary>
    CompanyTaken = 4,

    /// <summary>The tenant has another company already (connected, or with records kept). Nothing was saved.</summary>
    OtherCompanyConnected = 5,

    /// <summary>
    /// The credentials could not be tried, because our own request budget is used up or, for a first claim, because Jobvite cannot be reached.
    /// Nothing was saved, so that working credentials are not replaced by untried ones and nobody claims a company with such; <see cref="ConfigureResult.RetryAfter"/> says when to come back.
    /// </summary>
    NotNow = 6,

    /// <summary>The company's data are being deleted, as was ordered; it can be connected again when that is done. Nothing was saved.</summary>
    Deleting = 7,

    /// <summary>Somebody has changed the settings since the caller saw them, see <see cref="ConfigureCompany.ExpectedVersion"/>. Nothing was saved.</summary>
    ChangedMeanwhile = 8,
}
