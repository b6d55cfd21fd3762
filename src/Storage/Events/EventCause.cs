using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Tells errors with one cause from others: what differs from event to event is left out.</summary>
internal static partial class EventCause
{
    /// <summary>Stands where something was left out.</summary>
    public const string Gap = "…";

    /// <summary>
    /// An event's error without the ids that the event names. A short id is left: it could be part of a word. Constant; for the columns of
    /// webhook_events.
    /// </summary>
    public const string WithoutIds = """
        replace(
            replace(coalesce(error_message, ''), CASE WHEN length(entity_id) >= 5 THEN entity_id ELSE '…' END, '…'),
            CASE WHEN length(application_id) >= 5 THEN application_id ELSE '…' END, '…')
        """;

    /// <summary>Which events have a cause. Constant; the pattern is <c>@cause</c>.</summary>
    public const string Has = @"(status = 5 OR status = 4) AND error_message LIKE @cause ESCAPE '\'";

    /// <summary>The cause of an error: without other ids, times, dates and waits.</summary>
    public static string Of(string error) => Varying().Replace(error, Gap);

    /// <summary>The same, and without what the error quotes: everything from its first quotation mark to its last, or to its end when it was cut.</summary>
    public static string Unquoted(string error) => Of(Quoted().Replace(error, $"\"{Gap}\""));

    /// <summary>What errors with this cause are like.</summary>
    public static string? PatternOf(string? cause) => cause is null ? null : string.Join('%', cause.Split(Gap).Select(LikePattern.Escape));

    /// <summary>Errors of one cause, joined; those of most events first.</summary>
    public static IReadOnlyList<WebhookCause> Join(IEnumerable<WebhookCause> errors) =>
    [
        .. errors
            .GroupBy(error => Of(error.Sentence), StringComparer.Ordinal)
            .Select(same => new WebhookCause
            {
                Sentence = same.Key,
                Dead = same.Sum(one => one.Dead),
                Failed = same.Sum(one => one.Failed),
                FirstReceivedAt = same.Min(one => one.FirstReceivedAt),
                LastReceivedAt = same.Max(one => one.LastReceivedAt),
            })
            .OrderByDescending(cause => cause.Count)
            .ThenByDescending(cause => cause.LastReceivedAt),
    ];

    // Dates, times of day, waits, long numbers, and words of letters and digits. Three digits are a status, which tells causes apart.
    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(:\d{2})?\b|\b\d+ seconds?\b|\b\d{4,}\b|\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{6,}\b")]
    private static partial Regex Varying();

    [GeneratedRegex("\"(.*\"|.*)", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
