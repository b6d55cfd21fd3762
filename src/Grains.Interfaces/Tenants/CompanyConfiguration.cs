using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A connected company's settings as its owner may see them.</summary>
[GenerateSerializer, Alias("jv.CompanyConfiguration"), Immutable]
public sealed record CompanyConfiguration
{
    [Id(0)] public required string CompanyId { get; init; }

    [Id(1)] public required JobviteEnvironment Environment { get; init; }

    [Id(2)] public required JobviteAuthScheme AuthScheme { get; init; }

    /// <summary>The first four characters and a note that the rest is hidden.</summary>
    [Id(3)] public required string MaskedApiKey { get; init; }

    [Id(4)] public required bool HasApiSecret { get; init; }

    [Id(5)] public required bool HasWebhookSigningKey { get; init; }

    [Id(6)] public required bool HasServiceAccount { get; init; }

    [Id(7)] public string? OurPublicRsaKey { get; init; }

    [Id(8)] public string? JobvitePublicRsaKey { get; init; }

    [Id(9)] public bool PluralOnboardingPaths { get; init; }

    [Id(10)] public required SyncSettings SyncConfig { get; init; }

    [Id(11)] public DateTimeOffset? LastSyncAt { get; init; }

    [Id(12)] public RunStatus? LastSyncStatus { get; init; }

    [Id(13)] public string? LastError { get; init; }

    /// <summary>Whole sentences: which of the records that are shown may not be this connection's, and which stored secrets cannot be read.</summary>
    [Id(14)] public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Grows with every change of the settings; at least 1. See <see cref="ConfigureCompany.ExpectedVersion"/>.</summary>
    [Id(15)] public int Version { get; init; }
}
