using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>One page of a list, newest change first unless sorted otherwise.</summary>
/// <param name="Items">The page's items.</param>
/// <param name="Pagination">Where the page stands.</param>
public sealed record ItemPage<T>(IReadOnlyList<T> Items, Pagination Pagination);

internal static class ItemPage
{
    public static ItemPage<TItem> Of<TView, TItem>(Page<TView> page, Func<TView, TItem> show) =>
        new([.. page.Items.Select(show)], Pagination.Of(page));
}
