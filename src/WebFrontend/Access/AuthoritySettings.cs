namespace Jobvite.WebFrontend;

/// <summary>
/// One OpenID Connect authority: where it is, which tenants its tokens may name, what they say in which claims, and this service as its client. The variables
/// begin with <c>Jwt__</c>, and with <c>Jwt__Authorities__0__</c> and so on for further ones.
/// </summary>
internal class AuthoritySettings
{
    /// <summary>A value of <see cref="Tenants"/>: every tenant, whoever else may name it.</summary>
    public const string EveryTenant = "*";

    private string? _scopesOfTokensWithout;

    /// <summary><c>Name</c>: what people see on the button, and what stands in this service's addresses for the authority; required for further ones.</summary>
    public string? Name { get; set; }

    /// <summary><c>Authority</c>: URL of the authority whose RS256 or ES256 tokens are taken.</summary>
    public string? Authority { get; set; }

    /// <summary><c>Audience</c>: when set, a token must name it. Required with an authority.</summary>
    public string? Audience { get; set; }

    /// <summary><c>Tenants</c>: the only tenants that its tokens may name, comma-separated, or <see cref="EveryTenant"/>. A further authority needs this or <see cref="TenantPrefix"/>.</summary>
    public string? Tenants { get; set; }

    /// <summary><c>TenantPrefix</c>: put in front of each tenant that its tokens name, so that no other authority can mean the same one.</summary>
    public string? TenantPrefix { get; set; }

    /// <summary><c>AllowOperators</c>: whether its tokens can make operators, who see every tenant's company; default true for the first authority, false for further ones.</summary>
    public bool? AllowOperators { get; set; }

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
