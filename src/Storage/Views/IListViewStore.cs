using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Views of lists that a company's people keep (docs/adr/0053).</summary>
public interface IListViewStore
{
    /// <summary>A list's views, by name.</summary>
    Task<IReadOnlyList<SavedView>> List(string companyId, ViewedList list, CancellationToken cancellationToken);

    /// <summary>Adds a view, or puts it in the place of the one that has its name without regard to case; that one keeps its id.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="view">The view. When it was saved is the store's to say.</param>
    /// <param name="replace">Otherwise a name that is taken is refused.</param>
    /// <param name="most">How many the list has at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Saved, replaced, the name is taken, or too many.</returns>
    Task<SavedViewResult> Save(string companyId, SavedView view, bool replace, int most, CancellationToken cancellationToken);

    /// <summary>Removes a view.</summary>
    /// <returns>What was removed; null when the company has no such view.</returns>
    Task<SavedView?> Delete(string companyId, Guid id, CancellationToken cancellationToken);
}
