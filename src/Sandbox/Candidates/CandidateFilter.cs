using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>The filters of the candidate list: days (UTC, both included) of the last update, and the workflow state.</summary>
internal sealed record CandidateFilter(DateOnly? From, DateOnly? To, string? Stage)
{
    private const string DateFormat = "yyyy-MM-dd";

    public bool IsEmpty => From is null && To is null && Stage is null;

    /// <returns>Null with a message when a date is none.</returns>
    public static CandidateFilter? Parse(IQueryCollection query, out string? problem)
    {
        problem = null;
        var (start, end) = (query["datestart"].ToString(), query["dateend"].ToString());
        if ((start.Length > 0 || end.Length > 0) && query["dateFormat"].ToString() != DateFormat)
        {
            problem = $"Invalid value for parameter dateFormat. Use {DateFormat}.";
        }
        else if (!TryDate(start, out var from))
        {
            problem = "Invalid value for parameter datestart.";
        }
        else if (!TryDate(end, out var to))
        {
            problem = "Invalid value for parameter dateend.";
        }
        else
        {
            return new CandidateFilter(from, to, query["wflowstate"].ToString() is { Length: > 0 } stage ? stage : null);
        }

        return null;
    }

    public bool Takes(People people, CandidateEntry entry)
    {
        if (From is not null || To is not null)
        {
            var day = DateOnly.FromDateTime(people.UpdatedAt(entry).UtcDateTime);
            if (day < From || day > To)
            {
                return false;
            }
        }

        return Stage is null || string.Equals(people.Stage(entry), Stage, StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryDate(string text, out DateOnly? date)
    {
        date = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isDate = DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        date = day;
        return isDate;
    }
}
