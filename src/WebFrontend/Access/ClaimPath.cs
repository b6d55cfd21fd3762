using System.Text.Json;

namespace Jobvite.WebFrontend;

/// <summary>
/// Where a claim is in a token. A name is taken as it is written, with dots and colons and all, such as <c>https://example.com/tenant</c>. What begins with a
/// slash leads into nested objects, as a JSON Pointer does (RFC 6901): <c>/realm_access/roles</c>; <c>~1</c> is a slash in a name and <c>~0</c> a tilde.
/// </summary>
internal static class ClaimPath
{
    /// <summary>Why a setting names no claim, as the end of a sentence; null when it does.</summary>
    public static string? ProblemOf(string path) =>
        path.StartsWith('/') && path.Length == 1 ? "is a slash alone; a path is such as /realm_access/roles."
        : path.Trim() != path ? "begins or ends with a blank."
        : null;

    /// <summary>The claim, if it is there.</summary>
    public static bool TryFind(JsonElement payload, string path, out JsonElement claim)
    {
        claim = payload;
        foreach (var name in Names(path))
        {
            if (claim.ValueKind != JsonValueKind.Object || !claim.TryGetProperty(name, out claim))
            {
                claim = default;
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Names(string path) => path.StartsWith('/')
        ? path[1..].Split('/').Select(name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
        : [path];
}
