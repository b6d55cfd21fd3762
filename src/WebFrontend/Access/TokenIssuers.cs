using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend;

/// <summary>Those whose tokens this service takes: authorities, our own key, or both. Which of them judges a token follows from the issuer that it names, never from trying.</summary>
internal sealed class TokenIssuers : IDisposable
{
    private readonly IReadOnlyList<TokenIssuer> _all;

    public TokenIssuers(IOptions<JwtSettings> settings, TimeProvider time, FrontendInstruments instruments, ILogger<AuthorityKeys> logger)
    {
        var jwt = settings.Value;
        var authorities = new List<TokenIssuer>();
        if (!string.IsNullOrWhiteSpace(jwt.Authority))
        {
            authorities.Add(Authority("", "Jwt__Authority", jwt, true));
        }

        authorities.AddRange(jwt.Authorities.Select((one, index) => Authority(one.Name!, $"Jwt__Authorities__{index}__Authority", one, false)));
        Authorities = authorities;
        _all = jwt.HasAuthority && !jwt.AllowOwnKey ? authorities : [.. authorities, OwnKey(jwt)];

        TokenIssuer Authority(string name, string variable, AuthoritySettings one, bool isFirst) =>
            new(name, one, new AuthorityKeys(one.Authority!, variable, jwt.Authorities.Count > 0 || jwt.AllowOwnKey, time, instruments, logger)) { MayMakeOperators = one.AllowOperators ?? isFirst };
    }

    /// <summary>The authorities, in the order of the settings.</summary>
    public IReadOnlyList<TokenIssuer> Authorities { get; }

    /// <summary>Those at which people can sign in to the console.</summary>
    public IEnumerable<TokenIssuer> ForSignIn => Authorities.Where(one => !string.IsNullOrWhiteSpace(one.Settings.ClientId));

    /// <summary>Who judges a token; null when it is nobody's.</summary>
    /// <param name="issuer">What the token says before anything in it was checked.</param>
    public TokenIssuer? Of(string? issuer) => _all is [var only] ? only : _all.FirstOrDefault(one => one.IsNamedBy(issuer));

    /// <summary>The issuer with a <see cref="TokenIssuer.Name"/>.</summary>
    public TokenIssuer? Find(string? name) => _all.FirstOrDefault(one => one.Name.Equals(name ?? "", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether an issuer may name a tenant. Where its settings do not say so, it may not name what belongs to another one: what that one lists, or what begins
    /// with that one's prefix.
    /// </summary>
    public bool MayName(TokenIssuer issuer, string tenantId) => issuer.Tenants is { } tenants
        ? tenants.Contains(AuthoritySettings.EveryTenant) || tenants.Contains(tenantId)
        : issuer.Settings.TenantPrefix is { Length: > 0 } prefix ? tenantId.StartsWith(prefix, StringComparison.Ordinal)
        : !_all.Any(other => other != issuer && other.Owns(tenantId));

    public void Dispose()
    {
        foreach (var authority in Authorities)
        {
            authority.Keys!.Dispose();
        }
    }

    /// <summary>Beside the first authority, whose settings are not its own, it reads tokens as the contract has them; whoever holds it is the operator.</summary>
    private static TokenIssuer OwnKey(JwtSettings jwt)
    {
        var isAlone = string.IsNullOrWhiteSpace(jwt.Authority);
        var own = isAlone ? jwt : new AuthoritySettings();
        var keys = JwtSettings.List(jwt.PreviousKeys).Prepend(jwt.SecretKey!).Select(key => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)));
        return new(isAlone ? "" : TokenIssuer.OwnKeyName, own, [.. keys], jwt.Issuer)
        {
            MayMakeOperators = own.AllowOperators ?? true,
            Tenants = TokenIssuer.ListOf(own.Tenants) ?? (jwt.HasAuthority ? [AuthoritySettings.EveryTenant] : null),
        };
    }
}

/// <summary>One of <see cref="TokenIssuers"/>.</summary>
internal sealed class TokenIssuer
{
    /// <summary>No authority can have this name.</summary>
    public const string OwnKeyName = "(own key)";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly string? _ownIssuer;
    private readonly SecurityKey[] _ownKeys = [];

    /// <summary>An authority.</summary>
    public TokenIssuer(string name, AuthoritySettings settings, AuthorityKeys keys) => (Name, Settings, Keys, Tenants) = (name, settings, keys, ListOf(settings.Tenants));

    /// <summary>Our own key, with the former ones.</summary>
    public TokenIssuer(string name, AuthoritySettings settings, SecurityKey[] keys, string? issuer) => (Name, Settings, _ownKeys, _ownIssuer) = (name, settings, keys, issuer);

    /// <summary>Empty for the one whose settings stand directly below <c>Jwt</c>.</summary>
    public string Name { get; }

    public AuthoritySettings Settings { get; }

    /// <summary>Null for our own key.</summary>
    public AuthorityKeys? Keys { get; }

    public bool MayMakeOperators { get; init; }

    /// <summary>The only tenants that it may name; null when that is not said.</summary>
    public HashSet<string>? Tenants { get; init; }

    /// <summary>What people call it.</summary>
    public string Title => Settings.Name is { Length: > 0 } name ? name : "your organisation";

    public static HashSet<string>? ListOf(string? tenants) => string.IsNullOrWhiteSpace(tenants) ? null : [.. JwtSettings.List(tenants)];

    public bool IsNamedBy(string? issuer) => issuer is { Length: > 0 } && (Keys is null ? issuer == _ownIssuer : AuthorityRules.IssuerOf(issuer) == AuthorityRules.IssuerOf(Settings.Authority));

    /// <summary>Whether a tenant is this one's, so that others need leave to name it.</summary>
    public bool Owns(string tenantId) => Tenants?.Contains(tenantId) is true || (Settings.TenantPrefix is { Length: > 0 } prefix && tenantId.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>
    /// How a token of this issuer is checked, with the keys that it needs. The algorithm is pinned to the kind of key: a public key must never be taken for a shared
    /// one, nor <c>none</c> for a signature.
    /// </summary>
    /// <exception cref="AuthorityUnreachableException">There are no keys.</exception>
    public async ValueTask<TokenValidationParameters> Parameters(string token)
    {
        var parameters = new TokenValidationParameters
        {
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateLifetime = true,
            ClockSkew = ClockSkew,
            ValidateAudience = !string.IsNullOrWhiteSpace(Settings.Audience),
            ValidAudience = Settings.Audience,
            ValidateIssuerSigningKey = true,
        };
        if (Keys is null)
        {
            (parameters.ValidateIssuer, parameters.ValidIssuer) = (!string.IsNullOrWhiteSpace(_ownIssuer), _ownIssuer);
            (parameters.ValidAlgorithms, parameters.IssuerSigningKeys) = ([SecurityAlgorithms.HmacSha256], _ownKeys);
            return parameters;
        }

        await Keys.EnsureKeyOf(token, CancellationToken.None);
        var published = await Keys.GetConfigurationAsync(CancellationToken.None);
        (parameters.ValidateIssuer, parameters.ValidIssuer) = (true, published.Issuer);
        (parameters.ValidAlgorithms, parameters.IssuerSigningKeys) = ([SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256], published.SigningKeys);
        return parameters;
    }
}
