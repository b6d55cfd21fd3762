namespace Jobvite.Storage;

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
