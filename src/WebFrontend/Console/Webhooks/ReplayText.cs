using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Webhooks;

/// <summary>How a replay is spoken of, before and after it.</summary>
internal static class ReplayText
{
    /// <summary>To be said before the button is pressed.</summary>
    public const string Cost = "Each takes at most one request to Jobvite, and one more for each time that it fails again.";

    private static readonly string[] Parameters = ["replayed", "waiting", "unknown", "left"];

    /// <summary>An error stays out of addresses and histories of browsers: there stands this.</summary>
    public static string KeyOf(string cause) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 8));

    /// <summary>The same page with what came of a replay.</summary>
    public static string Link(HttpRequest request, WebhookReplay replayed) => Query.Link(
        request.Path,
        [
            .. request.Query.Where(q => !Parameters.Contains(q.Key, StringComparer.Ordinal) && q.Key is not ("page" or "cursor")).Select(q => (q.Key, (object?)q.Value.ToString())),
            ("replayed", replayed.Queued),
            ("waiting", Some(replayed.Waiting)),
            ("unknown", Some(replayed.Unknown)),
            ("left", Some(replayed.Left)),
        ]);

    /// <summary>What came of a replay; null when the address tells of none.</summary>
    public static string? Of(Visit visit)
    {
        if (Number(visit, "replayed") is not { } queued)
        {
            return null;
        }

        List<string> said = [queued == 0 ? "Nothing was queued again." : $"{Spoken.Count(queued, "webhook")} queued again."];
        if (Number(visit, "waiting") is { } waiting)
        {
            said.Add($"{Spoken.Count(waiting)} {(waiting == 1 ? "was" : "were")} waiting or being applied already.");
        }

        if (Number(visit, "unknown") is { } unknown)
        {
            said.Add($"{Spoken.Count(unknown)} could not be found or {(unknown == 1 ? "has" : "have")} nothing to apply.");
        }

        if (Number(visit, "left") is { } left)
        {
            said.Add($"{Spoken.Count(left)} more {(left == 1 ? "has" : "have")} the same cause: replay again for the next ones.");
        }

        return string.Join(' ', said);
    }

    private static object? Some(long number) => number == 0 ? null : number;

    private static long? Number(Visit visit, string name) => long.TryParse(visit.Asked(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
