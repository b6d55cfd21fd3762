namespace Jobvite.WebFrontend;

/// <summary>One OpenID Connect authority: where it is, what its tokens say in which claims, and this service as its client.</summary>
internal class AuthoritySettings
{
    private string? _scopesOfTokensWithout;

    /// <summary><c>Authority</c>: URL of the authority whose RS256 or ES256 tokens are taken.</summary>
    public string? Authority { get; set; }

    /// <summary><c>Audience</c>: when set, a token must name it. Required with an authority.</summary>
    public string? Audience { get; set; }

    /// <summary><c>TenantClaim</c>: the claim that names the tenant, such as <c>custom:tenant_id</c>; see <see cref="ClaimPath"/>.</summary>
    public string TenantClaim { get; set => field = string.IsNullOrWhiteSpace(value) ? TenantAccess.TenantClaim : value; } = TenantAccess.TenantClaim;

    /// <summary><c>ScopeClaim</c>: the one claim that holds scopes; null for <c>scope</c> and <c>scp</c>; see <see cref="ClaimPath"/>.</summary>
    public string? ScopeClaim { get; set; }

    /// <summary><c>ScopePrefix</c>: what stands in front of this service's scopes, such as <c>api://jobvite/</c>; scopes without it are another service's. Null for nothing.</summary>
    public string? ScopePrefix { get; set; }

    /// <summary><c>ScopesOfTokensWithout</c>: what a token without any such claim allows. Default: read and manage with our own key, read alone with an authority.</summary>
    public string ScopesOfTokensWithout
    {
        get => _scopesOfTokensWithout ?? (string.IsNullOrWhiteSpace(Authority) ? $"{TenantAccess.ReadScope} {TenantAccess.ManageScope}" : TenantAccess.ReadScope);
        set => _scopesOfTokensWithout = value;
    }

    /// <summary><c>RoleClaim</c>: a claim with roles or groups that stand for scopes; null for none; see <see cref="ClaimPath"/>.</summary>
    public string? RoleClaim { get; set; }

    /// <summary><c>ReadRoles</c>: values of <see cref="RoleClaim"/> that allow reading, comma-separated.</summary>
    public string? ReadRoles { get; set; }

    /// <summary><c>ManageRoles</c>: those that allow everything else.</summary>
    public string? ManageRoles { get; set; }

    /// <summary><c>OperatorRoles</c>: those that allow what operators do.</summary>
    public string? OperatorRoles { get; set; }

    /// <summary><c>MaxTokenHours</c>: tokens that are good for longer from now on are refused; 1–87,600.</summary>
    public int MaxTokenHours { get; set; } = 8_784;

    /// <summary><c>ClientId</c>: this service as the authority knows it; with it people sign in to the console at the authority.</summary>
    public string? ClientId { get; set; }

    /// <summary><c>ClientSecret</c>: what goes with it; not needed for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary><c>ClientScopes</c>: what the console asks the authority for, with blanks between; with what makes it give out access tokens for this service.</summary>
    public string ClientScopes { get; set => field = string.IsNullOrWhiteSpace(value) ? "openid profile email" : value; } = "openid profile email";

    /// <summary><c>ClientParameters</c>: what some authorities want beside the usual when a person signs in, such as <c>audience=https://jobvite.example.com;prompt=login</c>.</summary>
    public string? ClientParameters { get; set; }
}
