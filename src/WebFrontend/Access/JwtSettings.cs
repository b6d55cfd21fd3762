namespace Jobvite.WebFrontend;

/// <summary>How callers' tokens are checked: with a shared key, or with the keys of an OpenID Connect authority.</summary>
internal sealed class JwtSettings
{
    public const string SecretKeyVariable = "JWT_SECRET_KEY";

    public const string PreviousKeysVariable = "JWT_SECRET_KEY_PREVIOUS";

    private string? _scopesOfTokensWithout;

    /// <summary><c>JWT_SECRET_KEY</c>: for HS256. Ignored for tokens when <see cref="Authority"/> is set.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>JWT_SECRET_KEY_PREVIOUS</c>: former keys, comma-separated, whose tokens are still taken while a new key is rolled out.</summary>
    public string? PreviousKeys { get; set; }

    /// <summary><c>Jwt__Authority</c>: URL of the authority whose RS256 or ES256 tokens are taken.</summary>
    public string? Authority { get; set; }

    /// <summary><c>Jwt__Audience</c>: when set, a token must name it. Required with an authority.</summary>
    public string? Audience { get; set; }

    /// <summary><c>Jwt__Issuer</c>: when set, an HS256 token must name it. An authority brings its own.</summary>
    public string? Issuer { get; set; }

    /// <summary><c>Jwt__TenantClaim</c>: the claim that names the tenant; some providers can only issue names such as <c>custom:tenant_id</c>.</summary>
    public string TenantClaim { get; set; } = TenantAccess.TenantClaim;

    /// <summary><c>Jwt__ScopeClaim</c>: the one claim that holds scopes; null for <c>scope</c> and <c>scp</c>.</summary>
    public string? ScopeClaim { get; set; }

    /// <summary><c>Jwt__ScopesOfTokensWithout</c>: what a token without any such claim allows. Default: read and manage with our own key, read alone with an authority.</summary>
    public string ScopesOfTokensWithout
    {
        get => _scopesOfTokensWithout ?? (string.IsNullOrWhiteSpace(Authority) ? $"{TenantAccess.ReadScope} {TenantAccess.ManageScope}" : TenantAccess.ReadScope);
        set => _scopesOfTokensWithout = value;
    }

    /// <summary><c>Jwt__RoleClaim</c>: a claim with roles or groups that stand for scopes; null for none.</summary>
    public string? RoleClaim { get; set; }

    /// <summary><c>Jwt__ReadRoles</c>: values of <see cref="RoleClaim"/> that allow reading, comma-separated.</summary>
    public string? ReadRoles { get; set; }

    /// <summary><c>Jwt__ManageRoles</c>: those that allow everything else.</summary>
    public string? ManageRoles { get; set; }

    /// <summary><c>Jwt__OperatorRoles</c>: those that allow what operators do.</summary>
    public string? OperatorRoles { get; set; }

    /// <summary><c>Jwt__MaxTokenHours</c>: tokens that are good for longer from now on are refused; 1–87,600.</summary>
    public int MaxTokenHours { get; set; } = 8_784;

    /// <summary><c>Jwt__ClientId</c>: this service as the authority knows it; with it people sign in to the console at the authority.</summary>
    public string? ClientId { get; set; }

    /// <summary><c>Jwt__ClientSecret</c>: what goes with it; not needed for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary><c>Jwt__ClientScopes</c>: what the console asks the authority for, with blanks between; with what makes it give out access tokens for this service.</summary>
    public string ClientScopes { get; set; } = "openid profile email";

    /// <summary><c>Jwt__ClientParameters</c>: what some authorities want beside the usual when a person signs in, such as <c>audience=https://jobvite.example.com;prompt=login</c>.</summary>
    public string? ClientParameters { get; set; }

    /// <summary><see cref="ClientParameters"/> as names and values; a part without a name has an empty one.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(string? text) => (text ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value] ? (name, value) : ("", part));

    /// <summary>A comma-separated setting as its parts.</summary>
    public static string[] List(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
