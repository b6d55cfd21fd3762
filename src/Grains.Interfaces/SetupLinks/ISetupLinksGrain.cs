using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// A tenant's setup links, keyed by <see cref="TenantKey"/>: with one of them an administrator of the customer connects Jobvite without an account. A tenant has
/// at most one company, so a link is for one company, which may not be connected yet.
/// </summary>
[Alias("jv.ISetupLinksGrain")]
public interface ISetupLinksGrain : IGrainWithStringKey
{
    /// <summary>How many live links a tenant has at most.</summary>
    const int MostLive = 20;

    /// <summary>How many links are listed, and kept, at most; ended ones included.</summary>
    const int MostListed = 100;

    /// <summary>Makes a link.</summary>
    /// <param name="lifetime">Until it ends by itself.</param>
    /// <param name="returnUrl">Where the last step leads; null: nowhere.</param>
    /// <param name="companies">The companies that the maker may connect; empty: any. For a tenant with a company it is that one.</param>
    /// <param name="caller">Who; for the audit trail.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when there are too many.</returns>
    [Alias("Create")]
    Task<NewLink?> Create(TimeSpan lifetime, string? returnUrl, ImmutableArray<string> companies, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Live and ended ones, the last one first.</summary>
    [Alias("List")]
    Task<ImmutableArray<SetupLink>> List(CancellationToken cancellationToken = default);

    /// <summary>Ends a link and every session that it opened. Repeating it changes nothing.</summary>
    /// <returns>False when the tenant has no such link.</returns>
    [Alias("Revoke")]
    Task<bool> Revoke(Guid id, Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>Opens setup links for the front ends, which do not know whose they are; keyed by <see cref="Key"/>.</summary>
[Alias("jv.ISetupDoorGrain")]
public interface ISetupDoorGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "setup:door";

    /// <summary>Somebody opened a link: notes it in the audit trail.</summary>
    /// <param name="code">What stands in the link.</param>
    /// <param name="address">Where they came from.</param>
    /// <param name="browser">Such as "Firefox on Windows".</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when the link is unknown, expired or revoked.</returns>
    [Alias("Open")]
    Task<SetupLink?> Open(string code, string? address, string browser, CancellationToken cancellationToken = default);

    /// <summary>A link that is live; null when it has ended, or its tenant has another company now.</summary>
    [Alias("Find")]
    Task<SetupLink?> Find(Guid id);

    /// <summary>A company was connected with a link: from now on it is for no other one.</summary>
    [Alias("Bind")]
    Task Bind(Guid id, string companyId);
}

/// <summary>A setup link without its secret.</summary>
[GenerateSerializer, Alias("jv.SetupLink"), Immutable]
public sealed record SetupLink
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string TenantId { get; init; }

    /// <summary>The companies that may be connected with it; empty: any.</summary>
    [Id(2)] public required ImmutableArray<string> Companies { get; init; }

    /// <summary>Where the last step leads; null: nowhere.</summary>
    [Id(3)] public string? ReturnUrl { get; init; }

    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(5)] public required DateTimeOffset ExpiresAt { get; init; }

    [Id(6)] public DateTimeOffset? RevokedAt { get; init; }

    [Id(7)] public DateTimeOffset? LastOpenedAt { get; init; }

    /// <summary>How often it was opened.</summary>
    [Id(8)] public int Opened { get; init; }

    /// <summary>Who made it: e-mail, else sub; null when the token named nobody.</summary>
    [Id(9)] public string? CreatedBy { get; init; }

    /// <summary>What the audit trail calls whoever uses the link.</summary>
    public string Subject => SubjectOf(Id);

    /// <summary>What the audit trail calls whoever uses a link.</summary>
    public static string SubjectOf(Guid id) => $"setup-link:{id}";

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;

    /// <summary>Names the link only.</summary>
    public override string ToString() => $"SetupLink {{ Id = {Id} }}";
}

/// <summary>A link that was made just now. The text form does not show the code.</summary>
/// <param name="Link">The link.</param>
/// <param name="Code">What stands in its address; nobody can read it again.</param>
[GenerateSerializer, Alias("jv.NewLink"), Immutable]
public sealed record NewLink([property: Id(0)] SetupLink Link, [property: Id(1)] string Code)
{
    /// <inheritdoc/>
    public override string ToString() => $"NewLink {{ Link = {Link} }}";
}
