using Microsoft.AspNetCore.Components;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>A column that a list can have.</summary>
/// <param name="Name">As the address says it.</param>
/// <param name="Heading">Above it.</param>
/// <param name="Cell">What it shows of a record.</param>
public sealed record RecordColumn<T>(string Name, string Heading, RenderFragment<T> Cell)
{
    /// <summary>How the list can be sorted by it; null when it cannot.</summary>
    public SortChoice? Sort { get; init; }

    public string? Class { get; init; }

    /// <summary>Not shown unless somebody asks for it.</summary>
    public bool OnRequest { get; init; }
}

/// <summary>Which of a list's columns are shown.</summary>
internal static class RecordColumns
{
    /// <summary>Those that the address names, in the list's own order; the usual ones when it names none of them. The first says what a row is, so it is always there.</summary>
    public static RecordColumn<T>[] Shown<T>(RecordColumn<T>[] all, string? asked)
    {
        string[] names = asked?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var named = all.Where(column => names.Contains(column.Name, StringComparer.OrdinalIgnoreCase)).ToHashSet();
        return [.. all.Where((column, at) => at == 0 || (named.Count > 0 ? named.Contains(column) : !column.OnRequest))];
    }
}
