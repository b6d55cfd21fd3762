using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>What settings of authorities must be like, each by itself and all together. Messages name the variable and say what it must be.</summary>
internal static class AuthorityRules
{
    private const int LongestName = 40;

    private static readonly string[] OwnParameters = ["client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "code_challenge", "code_challenge_method"];

    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? ProblemOf(JwtSettings options)
    {
        var named = options.Authorities.Select((one, index) => (Settings: one, Variables: $"Jwt__Authorities__{index}__")).ToList();
        return ProblemOf(options, "Jwt__") ?? MainProblem(options)
            ?? named.Select(one => FurtherProblem(one.Settings, one.Variables) ?? ProblemOf(one.Settings, one.Variables)).FirstOrDefault(problem => problem is not null)
            ?? ProblemAmong(named.Prepend((options, "Jwt__")).ToList(), options);
    }

    /// <summary>Two spellings of an issuer that mean the same.</summary>
    public static string IssuerOf(string? authority) => (authority ?? "").Trim().TrimEnd('/');

    private static string? ProblemOf(AuthoritySettings options, string variables) =>
        AddressProblem(options, variables) ?? ClientProblem(options, variables) ?? ClaimProblem(options, variables) ?? TenantProblem(options, variables);

    private static string? AddressProblem(AuthoritySettings options, string variables)
    {
        if (string.IsNullOrWhiteSpace(options.Authority))
        {
            return null;
        }

        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return $"{variables}Authority must be an https URL, such as https://login.example.com/realm (http only for localhost).";
        }

        // Without it a token that the authority made for any other service would open this one.
        return string.IsNullOrWhiteSpace(options.Audience) ? $"{variables}Audience must be set together with {variables}Authority: the name that the authority puts into the tokens for this service." : null;
    }

    /// <summary>Half of the settings for signing in at the authority would leave the operator wondering why there is no button.</summary>
    private static string? ClientProblem(AuthoritySettings options, string variables) => options switch
    {
        _ when !string.IsNullOrWhiteSpace(options.ClientSecret) && string.IsNullOrWhiteSpace(options.ClientId) =>
            $"{variables}ClientSecret is set, but {variables}ClientId is not. Set both, or neither.",
        _ when !string.IsNullOrWhiteSpace(options.ClientId) && string.IsNullOrWhiteSpace(options.Authority) =>
            $"{variables}ClientId is set, but {variables}Authority is not. Set the URL of the OpenID Connect authority that knows this client.",
        _ when !string.IsNullOrWhiteSpace(options.ClientId) && !options.ClientScopes.Split(' ').Contains("openid", StringComparer.Ordinal) =>
            $"{variables}ClientScopes must contain openid, as in: openid profile email.",
        _ when JwtSettings.Parameters(options.ClientParameters).Any(parameter => parameter.Name.Length == 0 || OwnParameters.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)) =>
            $"{variables}ClientParameters must be names and values, as in: audience=https://jobvite.example.com;prompt=login. This service sets {string.Join(", ", OwnParameters)} itself.",
        _ => null,
    };

    private static string? ClaimProblem(AuthoritySettings options, string variables)
    {
        string?[] roles = [options.ReadRoles, options.ManageRoles, options.OperatorRoles];
        foreach (var (name, path) in new[] { ("TenantClaim", options.TenantClaim), ("ScopeClaim", options.ScopeClaim), ("RoleClaim", options.RoleClaim) })
        {
            if (path is not null && ClaimPath.ProblemOf(path) is { } wrong)
            {
                return $"{variables}{name} {wrong}";
            }
        }

        return options.ScopePrefix?.Any(char.IsWhiteSpace) is true ? $"{variables}ScopePrefix must not contain blanks; it is what stands in front of jobvite.read, such as api://jobvite/."
            : options.MaxTokenHours is < 1 or > 87_600 ? $"{variables}MaxTokenHours must be a whole number from 1 to 87600."
            : string.IsNullOrWhiteSpace(options.RoleClaim) && roles.Any(list => !string.IsNullOrWhiteSpace(list)) ? $"{variables}ReadRoles, {variables}ManageRoles and {variables}OperatorRoles need {variables}RoleClaim: the claim that holds a person's roles or groups."
            : !string.IsNullOrWhiteSpace(options.RoleClaim) && roles.All(string.IsNullOrWhiteSpace) ? $"{variables}RoleClaim is set, but none of {variables}ReadRoles, {variables}ManageRoles and {variables}OperatorRoles says what a role allows."
            : null;
    }

    private static string? TenantProblem(AuthoritySettings options, string variables) =>
        !string.IsNullOrEmpty(options.TenantPrefix) && !string.IsNullOrWhiteSpace(options.Tenants) ? $"{variables}TenantPrefix and {variables}Tenants are both set. Set one of them: names with the prefix are its own anyway."
        : !string.IsNullOrEmpty(options.TenantPrefix) && !TenantKey.TryCreate(options.TenantPrefix, out _) ? $"{variables}TenantPrefix must be printable characters, such as acme: or okta-."
        : JwtSettings.List(options.Tenants) is { Length: > 1 } list && list.Contains(AuthoritySettings.EveryTenant) ? $"{variables}Tenants must be names of tenants with commas between them, or * alone."
        : null;

    private static string? MainProblem(JwtSettings options) =>
        options is { AllowOwnKey: true, HasAuthority: true } && string.IsNullOrWhiteSpace(options.Issuer) ? "Jwt__AllowOwnKey needs Jwt__Issuer: the name in the claim iss that tells tokens of our own key from those of an authority."
        : !string.IsNullOrEmpty(options.Name) && !IsName(options.Name) ? $"Jwt__Name {NameRule}"
        : null;

    private static string NameRule => $"must be 1 to {LongestName} letters, digits and hyphens, such as acme.";

    /// <summary>An authority beside another one, which might otherwise name the other's tenants, or make its people operators.</summary>
    private static string? FurtherProblem(AuthoritySettings options, string variables) =>
        string.IsNullOrWhiteSpace(options.Authority) ? $"{variables}Authority must be set: the URL of the authority."
        : options.Name is null || !IsName(options.Name) ? $"{variables}Name {NameRule} It stands on the button of the sign-in page and in the redirect address."
        : string.IsNullOrEmpty(options.TenantPrefix) && string.IsNullOrWhiteSpace(options.Tenants) ?
            $"{variables}Tenants or {variables}TenantPrefix must be set: without one of them this authority could name the tenants of another. Tenants is a list of those it may name (* for every one); TenantPrefix is put in front of each that it names."
        : null;

    private static string? ProblemAmong(IReadOnlyList<(AuthoritySettings Settings, string Variables)> all, JwtSettings options)
    {
        for (var i = 0; i < all.Count; i++)
        {
            for (var j = 0; j < all.Count; j++)
            {
                if (i != j && ProblemBetween(all[i], all[j], options) is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static string? ProblemBetween((AuthoritySettings Settings, string Variables) one, (AuthoritySettings Settings, string Variables) other, JwtSettings options)
    {
        var (first, second) = (one.Settings, other.Settings);
        var issuer = IssuerOf(first.Authority);
        return issuer.Length > 0 && issuer == IssuerOf(second.Authority) ? $"{one.Variables}Authority and {other.Variables}Authority are the same. A token could not be told apart by its issuer."
            : issuer.Length > 0 && options.AllowOwnKey && issuer == IssuerOf(options.Issuer) ? $"Jwt__Issuer and {one.Variables}Authority are the same. Our own key needs an issuer of its own."
            : first.Name is { Length: > 0 } name && name.Equals(second.Name, StringComparison.OrdinalIgnoreCase) ? $"{one.Variables}Name and {other.Variables}Name are the same."
            : first.TenantPrefix is not { Length: > 0 } prefix ? null
            : second.TenantPrefix?.StartsWith(prefix, StringComparison.Ordinal) is true ? $"{one.Variables}TenantPrefix is the beginning of {other.Variables}TenantPrefix, so one could name the other's tenants."
            : JwtSettings.List(second.Tenants).FirstOrDefault(tenant => tenant.StartsWith(prefix, StringComparison.Ordinal)) is { } tenant ? $"{other.Variables}Tenants names {tenant}, which begins with {one.Variables}TenantPrefix and belongs to that authority."
            : null;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
