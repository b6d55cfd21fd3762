using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>
/// The two ways in which working clients write a date: a day, or day and time with the offset of a time zone. Which one it is says
/// <c>dateFormat</c>.
/// </summary>
internal static class DateParameter
{
    private const string Day = "yyyy-MM-dd";
    private const string Moment = "MM-dd-yyyy'T'HH:mm:ssZ";

    /// <param name="query">The request's parameters.</param>
    /// <param name="name"><c>datestart</c> or <c>dateend</c>.</param>
    /// <param name="throughTheDay">Whether a day stands for its end instead of its beginning (UTC).</param>
    /// <param name="at">The date; null when it is not asked for.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static bool TryRead(IQueryCollection query, string name, bool throughTheDay, out DateTimeOffset? at, out string? problem)
    {
        (at, problem) = (null, null);
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return true;
        }

        var format = query["dateFormat"].ToString();
        if (format is not (Day or Moment))
        {
            problem = $"Invalid value for parameter dateFormat. Use {Day} or {Moment}.";
            return false;
        }

        // A plus sign that nobody escaped arrives as a blank.
        text = text.Replace(' ', '+');
        var isDate = format == Day
            ? DateTimeOffset.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
            : DateTimeOffset.TryParseExact(WithColon(text), "MM-dd-yyyy'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out read);
        at = format == Day && throughTheDay ? read.AddDays(1).AddTicks(-1) : read;
        problem = isDate ? null : $"Invalid value for parameter {name}.";
        return isDate;
    }

    /// <summary>Java's <c>Z</c> is <c>-0700</c>; .NET reads <c>-07:00</c>.</summary>
    private static string WithColon(string text) => text.Length > 5 && text[^5] is '+' or '-' ? text.Insert(text.Length - 2, ":") : text;
}
