using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>
/// What is stored of a company. Golden files in the tests hold its JSON form: a member is added, never renamed or given another meaning.
/// </summary>
internal sealed record CompanyState
{
    /// <summary>Who owns the company; stays while records are kept after a disconnect.</summary>
    public string? OwnerTenantId { get; init; }

    /// <summary>Secrets are there and the schedule runs.</summary>
    public bool Connected { get; init; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; init; }

    /// <summary><c>stage</c> or <c>prod</c>.</summary>
    public string Environment { get; init; } = "stage";

    /// <summary><c>hmac</c> or <c>headers</c>.</summary>
    public string AuthScheme { get; init; } = "hmac";

    /// <summary>Field → protected value.</summary>
    public Dictionary<string, string> Secrets { get; init; } = [];

    /// <summary>The budget of the API key. Null: not connected, or not noted yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BudgetKey { get; init; }

    public string? ServiceAccountUsername { get; init; }

    public string? JobvitePublicRsaKey { get; init; }

    public string? OurPublicRsaKey { get; init; }

    public bool PluralOnboardingPaths { get; init; }

    /// <summary>
    /// When environment or filters last changed what is to be read: complete runs from before say nothing about it any more. Null: never.
    /// </summary>
    public DateTimeOffset? ReadScopeSince { get; init; }

    /// <summary>Where records come from; stays after a disconnect. Null: not known, or not noted yet.</summary>
    public StoredSource? Source { get; init; }

    /// <summary>Protected; what API keys are hashed with in <see cref="Source"/>.</summary>
    public string? SourceKey { get; init; }

    /// <summary>When the source changed last. Null: never.</summary>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>The source until then, for people; null when it is not known.</summary>
    public StoredSource? FormerSource { get; init; }

    /// <summary>
    /// Everything of the company is to be deleted and none of it is shown any more. The state is cleared when that is done.
    /// </summary>
    public DateTimeOffset? DeletionOrderedAt { get; init; }

    /// <summary>An operator took the company from its owner, whose directory grain has to hear of it before the data go. Null: not so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Released { get; init; }

    public StoredSyncSettings Settings { get; init; } = StoredSyncSettings.From(new SyncSettings());

    /// <summary>Its data are being deleted.</summary>
    [JsonIgnore]
    public bool IsDeleting => DeletionOrderedAt is not null;

    /// <summary>Whether the tenant may see the company, connected or with records kept; nobody may while its data are being deleted.</summary>
    public bool BelongsTo(string tenantId) => !IsDeleting && OwnerTenantId == tenantId;

    /// <summary>What is left without a connection: whose the records are, where they came from, and the settings for the next time.</summary>
    /// <param name="deletionOrderedAt">Null keeps the records.</param>
    public CompanyState Disconnect(DateTimeOffset? deletionOrderedAt) => new()
    {
        OwnerTenantId = OwnerTenantId,
        Version = Version + 1,
        Source = Source,
        SourceKey = SourceKey,
        SourceSince = SourceSince,
        FormerSource = FormerSource,
        DeletionOrderedAt = DeletionOrderedAt ?? deletionOrderedAt,
        Released = Released,
        Settings = Settings,
    };

    /// <summary>What the company's grains need to work for it.</summary>
    public CompanyConnection ToConnection(string companyId) => new()
    {
        CompanyId = companyId,
        Version = Version,
        Environment = Environment == "prod" ? JobviteEnvironment.Prod : JobviteEnvironment.Stage,
        AuthScheme = AuthScheme == "headers" ? JobviteAuthScheme.Headers : JobviteAuthScheme.Hmac,
        ProtectedSecrets = Secrets.ToImmutableDictionary(),
        ServiceAccountUsername = ServiceAccountUsername,
        JobvitePublicRsaKey = JobvitePublicRsaKey,
        PluralOnboardingPaths = PluralOnboardingPaths,
        Settings = Settings.ToSettings(),
        BudgetKey = BudgetKey,
        ReadScopeSince = ReadScopeSince,
        SourceSince = SourceSince,
        Addresses = Source is { } source ? JobviteEndpointsOptions.AddressesOf((source.V2Address, source.OnboardingAddress)) : null,
    };
}
