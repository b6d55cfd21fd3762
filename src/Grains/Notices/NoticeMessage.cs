using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Jobvite.Grains.Health;
using Jobvite.Storage;

namespace Jobvite.Grains.Notices;

/// <summary>A message about incidents, for every channel. Holds no candidate's data and no secret, as incidents do not.</summary>
/// <param name="Id">The same for the same notices, so that receivers can tell a repetition.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">Plain text of several lines.</param>
internal sealed record NoticeMessage(Guid Id, string Title, string Text)
{
    private const int MostTitle = 150;
    private const int MostNamed = 50;

    /// <param name="companyId">Whose.</param>
    /// <param name="notices">What it tells, at least one.</param>
    /// <param name="consoleUrl">Where the console is; null: it has no links.</param>
    public static NoticeMessage Of(string companyId, IReadOnlyList<DueNotice> notices, string? consoleUrl)
    {
        var text = new StringBuilder();
        var title = notices is [var single] ? Single(companyId, single, text) : Several(companyId, notices, text);
        text.AppendLine();
        if (Address(consoleUrl) is { } address)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Console: {address}/");
            text.AppendLine(CultureInfo.InvariantCulture, $"Who is told, and of what: {address}/notices");
        }
        else
        {
            text.AppendLine("The console's page Notices says who is told, and of what.");
        }

        return new NoticeMessage(IdOf(notices), OneLine(title, MostTitle), text.ToString());
    }

    /// <summary>What somebody sends to see that it arrives.</summary>
    public static NoticeMessage Test(string companyId, Guid id, string? consoleUrl) => new(
        id,
        OneLine($"[Jobvite {companyId}] Test notice", MostTitle),
        $"""
        This is a test. Somebody sent it from the console's page Notices.
        Notices about the connection of company {OneLine(companyId, MostTitle)} to Jobvite arrive here.
        {(Address(consoleUrl) is { } address ? $"\nWho is told, and of what: {address}/notices\n" : "")}
        """);

    /// <summary>A text in one line: without line ends, other control characters and those that turn the direction of a text.</summary>
    public static string OneLine(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            var isOdd = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            line.Append(isOdd ? " " : rune.ToString());
        }

        var whole = string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return whole.Length <= most ? whole : whole[..(char.IsHighSurrogate(whole[most - 2]) ? most - 2 : most - 1)] + "…";
    }

    private static string Single(string companyId, DueNotice notice, StringBuilder text)
    {
        var incident = notice.Incident;
        Line(text, "Company", companyId);
        Line(text, notice.Saying is NoticeSaying.Ended ? "What was wrong" : "What is wrong", OwnWords.Of(incident.Cause));
        Line(text, notice.Saying is NoticeSaying.Ended ? "From" : "Since", Time(incident.StartedAt));
        if (incident.EndedAt is { } ended)
        {
            Line(text, "Until", $"{Time(ended)} ({Length(ended - incident.StartedAt)})");
        }
        else
        {
            Line(text, "Effect", OwnWords.Of(incident.Effect));
            Line(text, "What to do", OwnWords.Of(incident.WhatToDo));
            text.AppendLine();
            text.AppendLine("You are told again once a day while it lasts, and when it is over.");
        }

        return $"[Jobvite {companyId}] {Word(notice.Saying)}: {OwnWords.Of(incident.Cause)}";
    }

    private static string Several(string companyId, IReadOnlyList<DueNotice> notices, StringBuilder text)
    {
        var parts = notices.GroupBy(one => one.Saying).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Plural(group.Key)}"));
        Line(text, "Company", companyId);
        text.AppendLine(CultureInfo.InvariantCulture, $"{notices.Count} notices in one message, because there were too many for one each or they could not be sent earlier.");
        foreach (var group in notices.Take(MostNamed).GroupBy(one => one.Saying).OrderBy(group => group.Key))
        {
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"{Word(group.Key)}:");
            foreach (var incident in group.Select(one => one.Incident))
            {
                var until = incident.EndedAt is { } ended ? $" until {Time(ended)}" : "";
                text.AppendLine(CultureInfo.InvariantCulture, $"- {OneLine(OwnWords.Of(incident.Cause), 500)} (since {Time(incident.StartedAt)}{until})");
            }
        }

        if (notices.Count > MostNamed)
        {
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"And {notices.Count - MostNamed} more; the console shows all of them.");
        }

        return $"[Jobvite {companyId}] {notices.Count} notices: {string.Join(", ", parts)}";
    }

    private static void Line(StringBuilder text, string label, string value)
    {
        if (value.Length > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{label}: {OneLine(value, 2_000)}");
        }
    }

    private static string? Address(string? consoleUrl) => string.IsNullOrWhiteSpace(consoleUrl) ? null : consoleUrl.Trim().TrimEnd('/');

    private static Guid IdOf(IReadOnlyList<DueNotice> notices)
    {
        // A reminder is one of a day: its incident had the same the day before.
        var what = notices.Select(one => $"{one.Incident.Id:N} {one.Saying} {(one.Saying is NoticeSaying.Reminder ? one.Told : null):O}");
        return new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes(string.Join('\n', what))));
    }

    private static string Word(NoticeSaying saying) => saying switch
    {
        NoticeSaying.Begun => "Problem",
        NoticeSaying.Reminder => "Still a problem",
        _ => "Resolved",
    };

    private static string Plural(NoticeSaying saying) => saying switch
    {
        NoticeSaying.Begun => "new",
        NoticeSaying.Reminder => "still open",
        _ => "resolved",
    };

    private static string Time(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => "1 minute",
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0} minutes"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalDays):0} days"),
    };
}
