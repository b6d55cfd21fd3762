namespace Jobvite.WebFrontend;

/// <summary>
/// How callers' tokens are checked: with a shared key, or with the keys of an OpenID Connect authority. What is inherited stands directly below <c>Jwt</c> and
/// belongs to the authority, or to our own key when there is none.
/// </summary>
internal sealed class JwtSettings : AuthoritySettings
{
    public const string SecretKeyVariable = "JWT_SECRET_KEY";

    public const string PreviousKeysVariable = "JWT_SECRET_KEY_PREVIOUS";

    /// <summary><c>JWT_SECRET_KEY</c>: for HS256. Ignored for tokens when <see cref="AuthoritySettings.Authority"/> is set.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>JWT_SECRET_KEY_PREVIOUS</c>: former keys, comma-separated, whose tokens are still taken while a new key is rolled out.</summary>
    public string? PreviousKeys { get; set; }

    /// <summary><c>Jwt__Issuer</c>: when set, an HS256 token must name it. An authority brings its own.</summary>
    public string? Issuer { get; set; }

    /// <summary><see cref="AuthoritySettings.ClientParameters"/> as names and values; a part without a name has an empty one.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(string? text) => (text ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value] ? (name, value) : ("", part));

    /// <summary>A comma-separated setting as its parts.</summary>
    public static string[] List(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
