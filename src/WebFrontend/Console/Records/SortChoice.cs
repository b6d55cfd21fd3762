using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>A column that a table can be sorted by.</summary>
/// <param name="Key">As the address says it.</param>
/// <param name="Heading">Of the column.</param>
/// <param name="Up">In words: sorted by it from the least up.</param>
/// <param name="Down">In words: from the greatest down.</param>
public sealed record SortChoice(SortColumn Key, string Heading, string Up, string Down)
{
    /// <summary>The first click on times shows the latest, on words those with A.</summary>
    public bool StartsDown => Key is SortColumn.Changed or SortColumn.HireDate;

    public static SortChoice Changed { get; } = new(SortColumn.Changed, "Last updated", "Least recently updated", "Most recently updated");

    public static SortChoice Received { get; } = new(SortColumn.Changed, "Received", "Oldest first", "Newest first");

    public static SortChoice Hired { get; } = new(SortColumn.HireDate, "Hire date", "Hire date, earliest first", "Hire date, latest first");

    /// <summary>A column of words.</summary>
    public static SortChoice Words(SortColumn key, string column) => new(key, column, $"{column}, A to Z", $"{column}, Z to A");
}
