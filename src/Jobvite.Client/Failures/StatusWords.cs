using System.Text.RegularExpressions;

namespace Jobvite.Client;

/// <summary>Jobvite's own words in an error: what they mean when no code says it, and how much of them may be repeated.</summary>
internal static partial class StatusWords
{
    private const int ShortestHidden = 6;
    private const int LongestQuote = 200;

    public static FailureKind? Meaning(string said)
    {
        // Some answers speak in constants: INVALID_KEY_SECRET.
        var text = said.Replace('_', ' ');
        if (NoRoute().IsMatch(text))
        {
            return FailureKind.WrongPlace;
        }

        if (Throttle().IsMatch(text))
        {
            return FailureKind.Throttled;
        }

        if (Refusal().IsMatch(text))
        {
            return FailureKind.Unauthorized;
        }

        return Absence().IsMatch(text) ? FailureKind.NotFound : Outage().IsMatch(text) ? FailureKind.Unavailable : null;
    }

    /// <summary>Quoted for a message: no control characters, no e-mail or web address, none of the secrets, at most 200 characters.</summary>
    public static string Quote(string text, JobviteConnection connection)
    {
        var clean = text;
        foreach (var secret in (ReadOnlySpan<string?>)[connection.ApiSecret, connection.ApiKey, connection.ServiceAccount?.Password, connection.ServiceAccount?.Username])
        {
            // A "secret" of a few letters is part of ordinary words, and blacking those out would show which letters it is made of.
            clean = secret is not { Length: >= ShortestHidden } ? clean : clean.Replace(secret, "(hidden)", StringComparison.OrdinalIgnoreCase);
        }

        clean = WebAddress().Replace(clean, "(address)");
        clean = EmailAddress().Replace(clean, "(e-mail)");
        clean = Unprintable().Replace(clean, " ").Trim().TrimEnd('.');
        if (clean.Length > LongestQuote)
        {
            var end = char.IsHighSurrogate(clean[LongestQuote - 2]) ? LongestQuote - 2 : LongestQuote - 1;
            clean = clean[..end] + "…";
        }

        return clean.Length == 0 ? string.Empty : $" Jobvite says: \"{clean}\".";
    }

    [GeneratedRegex(@"cannot find api|invalid url|no such (api|route|endpoint)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoRoute();

    [GeneratedRegex(@"rate.?limit|too many|throttl|quota|limit exceeded", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Throttle();

    [GeneratedRegex(
        @"\b(invalid|wrong|bad|missing|expired|revoked|disabled|inactive) (api|key|secret|credential|signature|token|user ?name|password|epoch|timestamp)|\b(key|secret|token|signature|password) (is |was |has )?(invalid|wrong|expired|revoked|disabled|inactive)|api/secret|unauthori[sz]ed|not authori[sz]ed|authenticat|forbidden|access.?denied|permission|not allowed|credential",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"not.?found|does not exist|doesn't exist|no longer exists|\bno (such |matching )?(record|result|candidate|application|job|requisition|process|data)s?\b|no such|unknown (id|record|candidate|application|job|requisition)|invalid (candidate|application|job|requisition)( ?e?id)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Absence();

    [GeneratedRegex(@"temporar|unavailable|time.?out|timed out|try again|maintenance|internal (server )?error|unexpected error", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Outage();

    [GeneratedRegex(@"[a-z][a-z0-9+.\-]*://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"\S+@\S+", RegexOptions.CultureInvariant)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"[\p{C}\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unprintable();
}
