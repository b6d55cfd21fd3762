using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A list's order with the direction it is read in.</summary>
internal readonly record struct SortedBy(ListOrder Order, SortColumn Key, bool Descending)
{
    /// <param name="orders">What the list offers.</param>
    /// <param name="sort">What was asked for; null: newest change first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list does not offer it.</exception>
    public static SortedBy Of(IReadOnlyDictionary<SortColumn, ListOrder> orders, ListSort? sort)
    {
        var (key, descending) = sort is null ? (SortColumn.Changed, true) : (sort.Column, sort.Descending);
        return orders.TryGetValue(key, out var order)
            ? new SortedBy(order, key, descending)
            : throw new ArgumentOutOfRangeException(nameof(sort), key, "The list cannot be sorted by this.");
    }

    /// <summary>What a list's cursors are bound to beside the company. The usual order's keep the form they always had.</summary>
    public string CursorScope(ListName list) => Key == SortColumn.Changed && Descending ? $"{(int)list}" : $"{(int)list}/{(int)Key}/{(Descending ? 'd' : 'a')}";

    public string OrderBy => $"{Order.Key} {Direction}, {Order.Tie} {Direction}";

    public string Direction => Descending ? "DESC" : "ASC";

    /// <summary>Compares a row with a place: those after it.</summary>
    public string After => Descending ? "<" : ">";

    /// <summary>The place itself and those after it.</summary>
    public string From => $"{After}=";
}

/// <summary>One way to sort a list. Both columns run in the same direction, so that a row's place is one comparison of two values.</summary>
/// <param name="Key">Constant expression, never null: what is sorted by, as its index has it.</param>
/// <param name="Tie">Constant column that no two rows of a company share: decides between rows of the same key.</param>
/// <param name="IsTime">
/// The key is a time, and the tie the row's id: a cursor holds both. Other keys may be a person's name, which has no business in an
/// address: their cursors hold the tie alone, and the key is looked up.
/// </param>
internal sealed record ListOrder(string Key, string Tie, bool IsTime = false)
{
    public static ListOrder Time(string key, string tie) => new(key, tie, IsTime: true);
}
