using System.Globalization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which changes are wanted, as the query string says it.</summary>
internal readonly record struct ChangeQuery
{
    private const string FromNow = "now";
    private const int MaxCursorLength = 1024;
    private const int MaxListLength = 2000;
    private const int DefaultLimit = 100;
    private const int LongestWait = 30;

    /// <summary>The <c>nextCursor</c> of the page before; <c>now</c>: an empty page with the cursor of now. Left out: the oldest change that is kept.</summary>
    public string? After { get; init; }

    /// <summary>Items a page, 1–1000; 100 when not given.</summary>
    public string? Limit { get; init; }

    /// <summary>Comma-separated: job, candidate, application, document, process, task, sync, connection, endpoint. All when not given.</summary>
    public string? Kinds { get; init; }

    /// <summary>Comma-separated, such as <c>application.stageChanged,job.*</c>. All when not given.</summary>
    public string? Types { get; init; }

    /// <summary>Seconds to wait for something when there is nothing, 0–30; 0 when not given.</summary>
    public string? Wait { get; init; }

    public (FeedRequest Request, TimeSpan Wait) Read(InputErrors errors)
    {
        var after = QueryText.Text(After, "after", errors, MaxCursorLength);
        var limit = QueryText.Number(Limit, DefaultLimit, FeedRequest.MaxLimit, "limit", errors);
        var wait = 0;
        if (!string.IsNullOrWhiteSpace(Wait) && !(int.TryParse(Wait, NumberStyles.None, CultureInfo.InvariantCulture, out wait) && wait <= LongestWait))
        {
            errors.Add("wait", $"must be a whole number of seconds from 0 to {LongestWait}.");
        }

        var kinds = Listed(Kinds, "kinds", FeedTypes.Kinds, errors, kind => kind + ".*");
        var types = Listed(Types, "types", FeedTypes.All, errors, type => type);
        var isFromNow = string.Equals(after, FromNow, StringComparison.OrdinalIgnoreCase);

        // All of them is the same as none, and cheaper to look for.
        string[] shown = [.. FeedTypes.All.Where(type => Shows(kinds, type) && Shows(types, type))];
        return (new FeedRequest(isFromNow ? null : after, isFromNow, limit, shown.Length == FeedTypes.All.Length ? [] : [.. shown]), TimeSpan.FromSeconds(wait));
    }

    private static bool Shows(string[] patterns, string type) =>
        patterns.Length == 0 || patterns.Any(pattern => pattern == "*" || pattern == type || (pattern.EndsWith(".*", StringComparison.Ordinal) && FeedTypes.KindOf(type) == pattern[..^2]));

    private static string[] Listed(string? text, string name, IReadOnlyCollection<string> known, InputErrors errors, Func<string, string> pattern)
    {
        if (QueryText.Text(text, name, errors, MaxListLength) is not { } list)
        {
            return [];
        }

        List<string> patterns = [];
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "*" || (word.EndsWith(".*", StringComparison.Ordinal) && FeedTypes.Kinds.Contains(word[..^2])))
            {
                patterns.Add(word);
            }
            else if (known.Contains(word))
            {
                patterns.Add(pattern(word));
            }
            else
            {
                errors.Add(name, $"must be a comma-separated list of {string.Join(", ", known)}, <kind>.* or *.");
                break;
            }
        }

        return [.. patterns];
    }
}
