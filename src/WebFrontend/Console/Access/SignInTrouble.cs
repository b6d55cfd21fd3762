using Jobvite.WebFrontend.Console.Layout;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// What is said when signing in at the authority fails: a sentence on the sign-in page that names the reason, and one line in the log with the cause.
/// The sentence travels protected in the address, so that nobody can have this service say something else.
/// </summary>
internal sealed partial class SignInTrouble(IDataProtectionProvider protection, ILogger<SignInTrouble> logger)
{
    private const string WhyParameter = "why";
    private const int LongestDetail = 300;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Jobvite.Orleans.Front", "sign-in-trouble").ToTimeLimitedDataProtector();

    /// <summary>The way back after a person changed their mind, which is no trouble.</summary>
    public static string Cancelled(string? returnTo) => Query.Link(ConsoleCookie.SignInPath, ("reason", "cancelled"), (ConsoleCookie.ReturnParameter, returnTo));

    /// <summary>The value of the parameter <c>again</c> that has a person choose another account at this authority.</summary>
    public static string AgainAt(TokenIssuer authority) => authority.Name.Length > 0 ? authority.Name : "1";

    /// <summary>Logs a failure, once, and gives the way back to the sign-in page.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="authority">Where the person was to sign in.</param>
    /// <param name="callback">The address to which the authority sends people back.</param>
    /// <param name="returnTo">Where the person wanted to go; null when it is not known.</param>
    public string Report(Exception? failure, TokenIssuer authority, string callback, string? returnTo)
    {
        var (sentence, detail) = Explain(failure, callback);
        LogFailed(authority.Title, sentence, Printable(detail));
        return Query.Link(
            ConsoleCookie.SignInPath,
            ("reason", "authority"),
            (WhyParameter, _protector.Protect(sentence, Lifetime)),
            (ConsoleCookie.ReturnParameter, returnTo),
            ("again", failure is SignInRefusedException ? AgainAt(authority) : null));
    }

    /// <summary>The sentence in an address of <see cref="Report"/>; null when there is none, or it is old.</summary>
    public string? Read(HttpContext http)
    {
        try
        {
            return http.Request.Query[WhyParameter].ToString() is { Length: > 0 } text ? _protector.Unprotect(text) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static (string Sentence, string Detail) Explain(Exception? failure, string callback)
    {
        var error = failure?.Data["error"] as string;
        var detail = error is null ? failure?.GetBaseException().Message ?? "" : $"{error}: {failure!.Data["error_description"]}";
        return (failure switch
        {
            SignInRefusedException refused => $"Your organisation knows you, but what it says about you does not open this service. {refused.Message}",
            AuthorityUnreachableException away => $"Your organisation's sign-in cannot be reached: {away.Message}. Try again in a moment.",
            HttpRequestException or OperationCanceledException => "Your organisation's sign-in did not answer. Try again in a moment.",
            _ when error is "invalid_client" or "unauthorized_client" => $"Your organisation's sign-in does not accept this service: its client id or secret is wrong there ({error}).",
            _ when error is "invalid_scope" => "Your organisation's sign-in does not know the scopes that this service asks for (invalid_scope, Jwt__ClientScopes).",
            _ when error is not null && Mentions(failure, "redirect") => $"Your organisation's sign-in does not know the address of this service. Its operator must register {callback} there as a redirect address.",
            _ when error is not null => $"Your organisation's sign-in refused the request ({Code(error)}).",
            OpenIdConnectProtocolInvalidNonceException or OpenIdConnectProtocolInvalidStateException or Microsoft.AspNetCore.Authentication.AuthenticationFailureException =>
                "This sign-in was not begun in this browser, or took longer than 15 minutes. Begin again.",
            SecurityTokenException => $"What your organisation's sign-in answered cannot be trusted. {TokenWords.Of(failure)}",
            _ => "Your organisation's sign-in answered with something that this service does not understand.",
        }, detail);
    }

    private static bool Mentions(Exception? failure, string word) => $"{failure?.Data["error"]} {failure?.Data["error_description"]}".Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Codes of the protocol are small letters; anything else is not repeated.</summary>
    private static string Code(string error) => error.Length <= 64 && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : "an unknown error";

    /// <summary>Some authorities name the account in their messages; addresses of persons are not logged.</summary>
    private static string Printable(string detail) => string.Join(
        ' ',
        string.Concat(detail.Take(LongestDetail).Select(c => char.IsControl(c) ? ' ' : c)).Split(' ').Select(word => word.Contains('@', StringComparison.Ordinal) ? "…" : word));

    [LoggerMessage(1, LogLevel.Warning, "Somebody could not sign in at the authority of {Authority}: {Sentence} ({Detail})")]
    private partial void LogFailed(string authority, string sentence, string detail);
}

/// <summary>The authority signed somebody in whose token does not open this service. The message says why.</summary>
internal sealed class SignInRefusedException(string message, string? returnTo) : Exception(message)
{
    /// <summary>Where the person wanted to go; the library forgets it.</summary>
    public string? ReturnTo => returnTo;
}
