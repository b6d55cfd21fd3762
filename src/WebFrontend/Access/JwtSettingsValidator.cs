using System.Text;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Stops the start-up when tokens could be forged.</summary>
internal sealed class JwtSettingsValidator : IValidateOptions<JwtSettings>
{
    private const int MinBytes = 32;
    private const int MinDistinctCharacters = 8;
    private const string HowTo = "Make one with: openssl rand -base64 48";

    /// <summary>
    /// Words that stand in example keys. Looked for anywhere in the key's letters and digits: the shortest has six, and a random
    /// Base64 key of 64 characters holds one of them about once in ten million.
    /// </summary>
    private static readonly string[] ExampleWords =
    [
        "secret", "changeme", "changethis", "password", "example", "placeholder", "replaceme", "replacethis", "insecure",
        "letmein", "qwerty", "default", "your256bit", "123456789", "abcdefgh", "signingkey", "jwtkey",
    ];

    private static readonly string[] OwnParameters = ["client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "code_challenge", "code_challenge_method"];

    public ValidateOptionsResult Validate(string? name, JwtSettings options)
    {
        if ((ClientProblem(options) ?? ClaimProblem(options)) is { } problem)
        {
            return ValidateOptionsResult.Fail(problem);
        }

        if (!string.IsNullOrWhiteSpace(options.Authority))
        {
            return ValidateAuthority(options);
        }

        if (WeaknessOf(options.SecretKey) is { } weakness)
        {
            return ValidateOptionsResult.Fail($"{JwtSettings.SecretKeyVariable} {weakness} {HowTo} — or set Jwt__Authority to use an OpenID Connect authority.");
        }

        return JwtSettings.List(options.PreviousKeys).Select(WeaknessOf).FirstOrDefault(one => one is not null) is { } former
            ? ValidateOptionsResult.Fail($"A key in {JwtSettings.PreviousKeysVariable} {former} It must be keys that {JwtSettings.SecretKeyVariable} had before, with commas between them.")
            : ValidateOptionsResult.Success;
    }

    /// <summary>What is wrong with a key, as the end of a sentence; null when it will do.</summary>
    internal static string? WeaknessOf(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return "is not set.";
        }

        if (Encoding.UTF8.GetByteCount(key) < MinBytes)
        {
            return $"is shorter than {MinBytes} bytes.";
        }

        // What is left once example words are taken out must be enough by itself: a key with a readable prefix is a good one.
        var letters = string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var random = ExampleWords.Aggregate(letters, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));
        if (key.Distinct().Count() < MinDistinctCharacters)
        {
            return $"has fewer than {MinDistinctCharacters} different characters, so it can be guessed.";
        }

        if (Repeats(key))
        {
            return "is one short text over and over, so it can be guessed.";
        }

        if (random.Length < MinBytes && random.Length < letters.Length)
        {
            return $"can be guessed: it holds words of example keys, and without them only {random.Length} letters and digits are left ({MinBytes} are enough).";
        }

        return null;
    }

    /// <summary>One piece of less than half the length, over and over.</summary>
    private static bool Repeats(string key)
    {
        for (var length = 1; length <= key.Length / 2; length++)
        {
            var period = length;
            if (Enumerable.Range(period, key.Length - period).All(i => key[i] == key[i - period]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Half of the settings for signing in at the authority would leave the operator wondering why there is no button.</summary>
    private static string? ClientProblem(JwtSettings options) => options switch
    {
        _ when !string.IsNullOrWhiteSpace(options.ClientSecret) && string.IsNullOrWhiteSpace(options.ClientId) =>
            "Jwt__ClientSecret is set, but Jwt__ClientId is not. Set both, or neither.",
        _ when !string.IsNullOrWhiteSpace(options.ClientId) && string.IsNullOrWhiteSpace(options.Authority) =>
            "Jwt__ClientId is set, but Jwt__Authority is not. Set the URL of the OpenID Connect authority that knows this client.",
        _ when !string.IsNullOrWhiteSpace(options.ClientId) && !options.ClientScopes.Split(' ').Contains("openid", StringComparer.Ordinal) =>
            "Jwt__ClientScopes must contain openid, as in: openid profile email.",
        _ when JwtSettings.Parameters(options.ClientParameters).Any(parameter => parameter.Name.Length == 0 || OwnParameters.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)) =>
            $"Jwt__ClientParameters must be names and values, as in: audience=https://jobvite.example.com;prompt=login. This service sets {string.Join(", ", OwnParameters)} itself.",
        _ => null,
    };

    private static string? ClaimProblem(JwtSettings options)
    {
        string?[] roles = [options.ReadRoles, options.ManageRoles, options.OperatorRoles];
        (string Name, string? Path)[] claims = [("TenantClaim", options.TenantClaim), ("ScopeClaim", options.ScopeClaim), ("RoleClaim", options.RoleClaim)];
        return claims.Select(one => (one.Name, Problem: one.Path is { } path ? ClaimPath.ProblemOf(path) : null)).FirstOrDefault(one => one.Problem is not null) is { Problem: { } wrong } claim ? $"Jwt__{claim.Name} {wrong}"
            : options.ScopePrefix?.Contains(' ', StringComparison.Ordinal) is true ? "Jwt__ScopePrefix must not contain blanks; it is what stands in front of jobvite.read, such as api://jobvite/."
            : options.MaxTokenHours is < 1 or > 87_600 ? "Jwt__MaxTokenHours must be a whole number from 1 to 87600."
            : string.IsNullOrWhiteSpace(options.RoleClaim) && roles.Any(list => !string.IsNullOrWhiteSpace(list)) ? "Jwt__ReadRoles, Jwt__ManageRoles and Jwt__OperatorRoles need Jwt__RoleClaim: the claim that holds a person's roles or groups."
            : !string.IsNullOrWhiteSpace(options.RoleClaim) && roles.All(string.IsNullOrWhiteSpace) ? "Jwt__RoleClaim is set, but none of Jwt__ReadRoles, Jwt__ManageRoles and Jwt__OperatorRoles says what a role allows."
            : null;
    }

    private static ValidateOptionsResult ValidateAuthority(JwtSettings options)
    {
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return ValidateOptionsResult.Fail("Jwt__Authority must be an https URL, such as https://login.example.com/realm (http only for localhost).");
        }

        // Without it a token that the authority made for any other service would open this one.
        return string.IsNullOrWhiteSpace(options.Audience)
            ? ValidateOptionsResult.Fail("Jwt__Audience must be set together with Jwt__Authority: the name that the authority puts into the tokens for this service.")
            : ValidateOptionsResult.Success;
    }
}
