namespace Jobvite.WebFrontend;

/// <summary>How callers' tokens are checked: with a shared key, or with the keys of an OpenID Connect authority.</summary>
internal sealed class JwtSettings
{
    public const string SecretKeyVariable = "JWT_SECRET_KEY";

    /// <summary><c>JWT_SECRET_KEY</c>: for HS256. Ignored for tokens when <see cref="Authority"/> is set.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>Jwt__Authority</c>: URL of the authority whose RS256 or ES256 tokens are taken.</summary>
    public string? Authority { get; set; }

    /// <summary><c>Jwt__Audience</c>: when set, a token must name it. Required with an authority.</summary>
    public string? Audience { get; set; }

    /// <summary><c>Jwt__Issuer</c>: when set, an HS256 token must name it. An authority brings its own.</summary>
    public string? Issuer { get; set; }

    /// <summary><c>Jwt__ClientId</c>: this service as the authority knows it; with it people sign in to the console at the authority.</summary>
    public string? ClientId { get; set; }

    /// <summary><c>Jwt__ClientSecret</c>: what goes with it; not needed for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary><c>Jwt__ClientScopes</c>: what the console asks the authority for, with blanks between; with what makes it give out access tokens for this service.</summary>
    public string ClientScopes { get; set; } = "openid profile email";
}
