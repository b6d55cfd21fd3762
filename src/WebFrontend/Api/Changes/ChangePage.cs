using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A page of changes.</summary>
/// <param name="Items">In the order in which they happened.</param>
/// <param name="NextCursor">Ask with <c>?after=</c> for what follows; never null.</param>
/// <param name="HasMore">There is more to look through now, though perhaps nothing of the types asked for.</param>
public sealed record ChangePage(IReadOnlyList<ChangeItem> Items, string NextCursor, bool HasMore)
{
    internal static ChangePage Of(FeedPage page) => new([.. page.Items.Select(ChangeItem.Of)], page.NextCursor, page.HasMore);
}
