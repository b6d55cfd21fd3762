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
