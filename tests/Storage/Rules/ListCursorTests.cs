using CsCheck;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public sealed class ListCursorTests
{
    private static readonly string Scope = SortedBy.Of(new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("updated_at", "id") }, sort: null).CursorScope(ListName.Jobs);

    [Fact]
    public void A_cursor_comes_back_as_it_was_made() =>
        Gen.Select(Gen.Long, Gen.Guid).Sample((time, id) =>
            ListCursor.Decode(new ListCursor(time, id).Encode("acme", Scope), "acme", Scope) == new ListCursor(time, id));

    [Fact]
    public void A_cursor_is_safe_in_an_address_and_says_nothing_in_plain_text()
    {
        var cursor = new ListCursor(long.MaxValue, Guid.CreateVersion7()).Encode("acme", Scope);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", cursor);
    }

    [Fact]
    public void Any_other_text_is_refused() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 43, 43]).Sample(text =>
        {
            Assert.Throws<InvalidCursorException>(() => ListCursor.Decode(text, "acme", Scope));
        });
}
