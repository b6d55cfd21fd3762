using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>Which part of a list was asked for: from a 0-based offset, at most so many.</summary>
internal readonly record struct ListWindow(int Offset, int Count)
{
    /// <summary>So many entries fewer than asked for has a page that is cut short.</summary>
    private const int CutShort = 2;

    /// <summary>Jobvite gives no more than this in one answer.</summary>
    public const int MostPerPage = 500;

    private const int UsualPerPage = 50;

    /// <returns>Null with a message when a number is none.</returns>
    public static ListWindow? Parse(IQueryCollection query, SandboxQuirks quirks, SandboxFault? fault, out string? problem)
    {
        problem = null;
        if (!TryNumber(query["start"], quirks.StartBase, out var start))
        {
            problem = "Invalid value for parameter start.";
        }
        else if (!TryNumber(query["count"], UsualPerPage, out var count))
        {
            problem = "Invalid value for parameter count.";
        }
        else
        {
            return Of(start, count, quirks, fault);
        }

        return null;
    }

    public static ListWindow Of(int start, int count, SandboxQuirks quirks, SandboxFault? fault)
    {
        count = Math.Min(count, quirks.PageCap ?? MostPerPage);
        var offset = Math.Max(start, quirks.StartBase) - quirks.StartBase;
        return fault?.Kind switch
        {
            FaultKind.IgnoredStart => new ListWindow(0, count),
            FaultKind.RepeatedPage => new ListWindow(Math.Max(0, offset - count), count),
            _ => new ListWindow(offset, count),
        };
    }

    /// <summary>The same, a little shorter when it is a page in the middle that the quirks cut short.</summary>
    public ListWindow Within(int all, SandboxQuirks quirks) =>
        quirks.ShortPageEvery is { } every && Count > CutShort && Offset + Count < all && Offset / Count % every == every - 1
            ? this with { Count = Count - CutShort }
            : this;

    /// <summary>The value of <c>total</c>, right or not.</summary>
    public int? Total(int all, TotalForm form) => form switch
    {
        TotalForm.AlwaysZero => 0,
        TotalForm.ZeroOnLastPage when Offset > 0 && all - Offset <= Count => 0,
        TotalForm.ZeroAfterFirst when Offset > 0 => 0,
        TotalForm.TooLarge => all + (all / 7) + 1,
        TotalForm.Null => null,
        _ => all,
    };

    private static bool TryNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
