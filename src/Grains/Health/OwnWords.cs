using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Jobvite.Grains.Health;

/// <summary>
/// Texts of failures and incidents without what Jobvite said in its own words, which the company's pages show: nobody knows what is in it, and mails, chats
/// and support bundles go far. Pure.
/// </summary>
internal static partial class OwnWords
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) => text is null ? null : Quote().Replace(text, "");

    [GeneratedRegex(""" ?Jobvite says: ".*"\.?""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Quote();
}
