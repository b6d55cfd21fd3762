namespace Jobvite.WebFrontend;

/// <summary>
/// How callers' tokens are checked: with a shared key, or with the keys of OpenID Connect authorities. What is inherited stands directly below <c>Jwt</c> and
/// belongs to the first authority, or to our own key when <see cref="AuthoritySettings.Authority"/> is not set.
/// </summary>
internal sealed class JwtSettings : AuthoritySettings
{
    public const string SecretKeyVariable = "JWT_SECRET_KEY";

    public const string PreviousKeysVariable = "JWT_SECRET_KEY_PREVIOUS";

    /// <summary><c>JWT_SECRET_KEY</c>: for HS256. Ignored for tokens when there is an authority and not <see cref="AllowOwnKey"/>.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>JWT_SECRET_KEY_PREVIOUS</c>: former keys, comma-separated, whose tokens are still taken while a new key is rolled out.</summary>
    public string? PreviousKeys { get; set; }

    /// <summary><c>Jwt__Issuer</c>: when set, an HS256 token must name it. An authority brings its own.</summary>
    public string? Issuer { get; set; }

    /// <summary><c>Jwt__AllowOwnKey</c>: HS256 tokens of <see cref="Issuer"/> are taken beside those of authorities, for every tenant.</summary>
    public bool AllowOwnKey { get; set; }

    /// <summary><c>Jwt__Authorities__0__…</c>: further authorities.</summary>
    public IList<AuthoritySettings> Authorities { get; init; } = [];

    /// <summary>Whether tokens come from an authority at all.</summary>
    public bool HasAuthority => !string.IsNullOrWhiteSpace(Authority) || Authorities.Count > 0;

    /// <summary><see cref="AuthoritySettings.ClientParameters"/> as names and values; a part without a name has an empty one.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(string? text) => (text ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value] ? (name, value) : ("", part));

    /// <summary>A comma-separated setting as its parts.</summary>
    public static string[] List(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
