using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;

namespace Jobvite.Grains.Views;

/// <inheritdoc cref="ISavedViewsGrain"/>
internal sealed class SavedViewsGrain(IListViewStore store, AuditTrail audit, TimeProvider time) : Grain, ISavedViewsGrain
{
    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<SavedView>> List(ViewedList list, Caller caller, CancellationToken cancellationToken = default) =>
        await Owns(caller) ? [.. await store.List(CompanyId, list, cancellationToken)] : [];

    public async Task<SavedViewResult> Save(ViewedList list, string name, string query, bool replace, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return new SavedViewResult(SaveViewOutcome.NotFound);
        }

        if (!ViewRule.IsName(name) || !ViewRule.IsQuery(list, query))
        {
            return new SavedViewResult(ViewRule.IsName(name) ? SaveViewOutcome.InvalidQuery : SaveViewOutcome.InvalidName);
        }

        var now = time.GetUtcNow();
        var view = new SavedView { Id = Guid.CreateVersion7(now), List = list, Name = name, Query = query, CreatedBy = caller.Email ?? caller.Subject, CreatedAt = now };
        var result = await store.Save(CompanyId, view, replace, ISavedViewsGrain.Most, cancellationToken);
        if (result is { Outcome: SaveViewOutcome.Saved or SaveViewOutcome.Replaced, View: { } saved })
        {
            await audit.Write(CompanyId, AuditActions.SaveView, caller, Details(saved), $"{saved.Id}");
        }

        return result;
    }

    public async Task<bool> Delete(Guid id, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller) || await store.Delete(CompanyId, id, cancellationToken) is not { } deleted)
        {
            return false;
        }

        await audit.Write(CompanyId, AuditActions.DeleteView, caller, Details(deleted), $"{id}");
        return true;
    }

    /// <summary>Which list, and names of filters: neither their values nor what the view is called, which anybody may have typed and nobody can erase.</summary>
    private static string Details(SavedView view) =>
        $"{view.List.ToString().ToLowerInvariant()}: {string.Join(' ', view.Query.Split('&').Select(part => part.Split('=')[0]))}";

    private Task<bool> Owns(Caller caller) => GrainFactory.GetGrain<ICompanyGrain>(this.GetPrimaryKeyString()).IsOwnedBy(caller.TenantId);
}
