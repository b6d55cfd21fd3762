namespace Jobvite.Storage;

/// <summary>Links with which a customer's administrator connects Jobvite without an account (docs/adr/0048).</summary>
public interface ISetupLinkStore
{
    /// <summary>Adds a link. What ended long ago of the tenant's is forgotten meanwhile: a month after its end, and beyond <paramref name="mostListed"/>.</summary>
    /// <param name="link">The link.</param>
    /// <param name="mostLive">How many live ones a tenant may have.</param>
    /// <param name="mostListed">How many the tenant has at most, ended ones included.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when the tenant has as many live ones as it may have.</returns>
    Task<StoredSetupLink?> Add(NewSetupLink link, int mostLive, int mostListed, CancellationToken cancellationToken);

    /// <summary>A tenant's links, the last one first.</summary>
    Task<IReadOnlyList<StoredSetupLink>> List(string tenantId, int limit, CancellationToken cancellationToken);

    /// <summary>The link, whoever's it is and whether it has ended or not; null when there is none.</summary>
    Task<StoredSetupLink?> Find(Guid id, CancellationToken cancellationToken);

    /// <summary>Ends a link.</summary>
    /// <returns>Null when the tenant has no such link; else whether this call ended it.</returns>
    Task<bool?> Revoke(string tenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Counts that a link was opened.</summary>
    Task NoteOpened(Guid id, CancellationToken cancellationToken);

    /// <summary>A company was connected with the link: from now on it is for no other one.</summary>
    Task Bind(Guid id, string companyId, CancellationToken cancellationToken);
}

/// <summary>A link that is made.</summary>
public sealed record NewSetupLink
{
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    /// <summary>The companies that may be connected with it; empty: any.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>SHA-256 of the secret, hexadecimal.</summary>
    public required string Hash { get; init; }

    public string? ReturnUrl { get; init; }

    public required TimeSpan Lifetime { get; init; }

    /// <summary>Who made it, for people.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Names the link only.</summary>
    public override string ToString() => $"NewSetupLink {{ Id = {Id} }}";
}

/// <summary>A link as it is stored.</summary>
public sealed record StoredSetupLink
{
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    /// <summary>The companies that may be connected with it; empty: any.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>SHA-256 of the secret, hexadecimal.</summary>
    public required string Hash { get; init; }

    public string? ReturnUrl { get; init; }

    /// <summary>Who made it, for people; null when nobody is known.</summary>
    public string? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public DateTimeOffset? LastOpenedAt { get; init; }

    /// <summary>How often it was opened.</summary>
    public required int Opened { get; init; }

    /// <summary>Names the link only.</summary>
    public override string ToString() => $"StoredSetupLink {{ Id = {Id} }}";
}
