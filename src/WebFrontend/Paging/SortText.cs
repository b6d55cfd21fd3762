using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>How a list is sorted, as the query string says it: a column's word, with - before it for descending.</summary>
internal static class SortText
{
    private const char Down = '-';

    public static string Of(SortColumn key, bool descending) => descending ? $"{Down}{EnumText.Of(key)}" : EnumText.Of(key);

    /// <summary>Null for the usual order, the newest change first, whether it was asked for or not.</summary>
    public static ListSort? Read(string? text, ReadOnlySpan<SortColumn> offered, InputErrors errors)
    {
        var word = QueryText.Text(text, "sort", errors);
        if (word is null)
        {
            return null;
        }

        var descending = word[0] == Down;
        SortColumn[] keys = [SortColumn.Changed, .. offered];
        foreach (var key in keys)
        {
            if (string.Equals(EnumText.Of(key), descending ? word[1..] : word, StringComparison.OrdinalIgnoreCase))
            {
                return key is SortColumn.Changed && descending ? null : new ListSort(key, descending);
            }
        }

        errors.Add("sort", $"must be one of {string.Join(", ", keys.Select(EnumText.Of))}; prefix with - for descending.");
        return null;
    }
}
