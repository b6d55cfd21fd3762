using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Checks a token that a person gave us in a form. It is a bearer scheme of its own, configured by the same <see cref="TokenValidation"/>
/// as the API's: what opens the API opens the console, and nothing else does.
/// </summary>
internal static class PastedToken
{
    public const string Scheme = "pasted-token";

    private static readonly object Key = new();

    public static void Configure(JwtBearerOptions options) => (options.Events ??= new()).OnMessageReceived = static context =>
    {
        context.Token = context.HttpContext.Items[Key] as string;
        if (context.Token is null)
        {
            // Never from the header: this scheme is for what the sign-in page hands over.
            context.NoResult();
        }

        return Task.CompletedTask;
    };

    /// <summary>The token in what somebody copied: with <c>export TOKEN=</c> before it as the program prints it, with a header's name, with quotes.</summary>
    public static string Read(string pasted)
    {
        var text = pasted.Trim();
        foreach (var before in (ReadOnlySpan<string>)["export ", "set ", "$env:", "Authorization:", "Bearer "])
        {
            text = text.StartsWith(before, StringComparison.OrdinalIgnoreCase) ? text[before.Length..].Trim() : text;
        }

        // No token has a '=' before its first dot; a name that it is given to has.
        var (name, dot) = (text.IndexOf('='), text.IndexOf('.'));
        return (name >= 0 && name < dot ? text[(name + 1)..] : text).Trim().Trim('"', '\'').Trim();
    }

    /// <summary>Once a request.</summary>
    /// <returns>Who the token is for and until when, or what to tell the person who gave it.</returns>
    public static async Task<(ClaimsPrincipal? User, DateTimeOffset Expires, string? Refusal)> Check(HttpContext http, string token)
    {
        http.Items[Key] = token;
        var result = await http.AuthenticateAsync(Scheme);
        return result is { Succeeded: true, Principal: { } user, Properties.ExpiresUtc: { } expires }
            ? (user, expires, ConsoleAccess.RefusalOf(user))
            : (null, default, TokenWords.Of(result.Failure));
    }
}
