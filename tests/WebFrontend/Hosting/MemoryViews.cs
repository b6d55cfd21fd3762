using System.Collections.Concurrent;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Saved views in memory, as the grain keeps them.</summary>
internal sealed class MemoryViews
{
    private readonly ConcurrentDictionary<Guid, SavedView> _views = new();

    public IEnumerable<SavedView> All => _views.Values.OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase);

    public SavedView Add(string name, string query, ViewedList list = ViewedList.Candidates)
    {
        var view = new SavedView { Id = Guid.NewGuid(), List = list, Name = name, Query = query, CreatedBy = "grace@example.com", CreatedAt = TimeProvider.System.GetUtcNow() };
        return _views[view.Id] = view;
    }

    public void Play(ISavedViewsGrain grain)
    {
        grain.List(default, default!, default).ReturnsForAnyArgs(call => [.. Of(call.ArgAt<ViewedList>(0))]);
        grain.Save(default, default!, default!, default, default!, default).ReturnsForAnyArgs(call => Save(call.ArgAt<ViewedList>(0), call.ArgAt<string>(1), call.ArgAt<string>(2), call.ArgAt<bool>(3)));
        grain.Delete(default, default!, default).ReturnsForAnyArgs(call => _views.TryRemove(call.ArgAt<Guid>(0), out _));
    }

    private IEnumerable<SavedView> Of(ViewedList list) => All.Where(view => view.List == list);

    private SavedViewResult Save(ViewedList list, string name, string query, bool replace)
    {
        var known = Of(list).FirstOrDefault(view => string.Equals(view.Name, name, StringComparison.OrdinalIgnoreCase));
        if (name.Length is 0 or > ISavedViewsGrain.LongestName || query.Length == 0)
        {
            return new(query.Length == 0 ? SaveViewOutcome.InvalidQuery : SaveViewOutcome.InvalidName);
        }

        if (known is not null)
        {
            return replace ? new(SaveViewOutcome.Replaced, _views[known.Id] = known with { Name = name, Query = query }) : new(SaveViewOutcome.NameTaken, known);
        }

        return Of(list).Count() >= ISavedViewsGrain.Most ? new(SaveViewOutcome.TooMany) : new(SaveViewOutcome.Saved, Add(name, query, list));
    }
}
