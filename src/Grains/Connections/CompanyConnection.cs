using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Connections;

/// <summary>
/// What a company's own grains need to work for it. Secrets travel protected and are opened only where they are used.
/// Never handed to the front end: the type is internal to this assembly.
/// </summary>
[GenerateSerializer, Alias("jv.CompanyConnection"), Immutable]
internal sealed record CompanyConnection
{
    [Id(0)] public required string CompanyId { get; init; }

    /// <summary>Grows with every change of the settings.</summary>
    [Id(1)] public required int Version { get; init; }

    [Id(2)] public required JobviteEnvironment Environment { get; init; }

    [Id(3)] public required JobviteAuthScheme AuthScheme { get; init; }

    /// <summary>Field (see <see cref="Secrets.SecretField"/>) → protected value; a field that is not set is missing.</summary>
    [Id(4)] public required ImmutableDictionary<string, string> ProtectedSecrets { get; init; }

    [Id(5)] public string? ServiceAccountUsername { get; init; }

    [Id(6)] public string? JobvitePublicRsaKey { get; init; }

    [Id(7)] public bool PluralOnboardingPaths { get; init; }

    [Id(8)] public required SyncSettings Settings { get; init; }

    /// <summary>The budget of the API key; null when a silo of a former version sent this, or the key cannot be opened.</summary>
    [Id(9)] public string? BudgetKey { get; init; }

    /// <summary>The key of the budget to draw on.</summary>
    public string Meter => BudgetKey ?? Interfaces.BudgetKey.Of(CompanyKey.Of(CompanyId), Environment);

    /// <summary>Complete runs from before say nothing about what is to be read now. Null: all do.</summary>
    [Id(10)] public DateTimeOffset? ReadScopeSince { get; init; }

    /// <summary>When the source of the company's records changed last; null: never.</summary>
    [Id(11)] public DateTimeOffset? SourceSince { get; init; }

    /// <summary>Jobvite's addresses that the source was noted with (<see cref="JobviteEndpointsOptions.AddressesOf"/>); null: it was not noted.</summary>
    [Id(12)] public string? Addresses { get; init; }

    /// <summary>Shows no secret, not even a protected one.</summary>
    public override string ToString() => $"CompanyConnection {{ CompanyId = {CompanyId}, Version = {Version} }}";
}
