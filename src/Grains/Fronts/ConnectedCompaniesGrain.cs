using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.Fronts;

/// <inheritdoc cref="IConnectedCompaniesGrain"/>
[StatelessWorker]
internal sealed class ConnectedCompaniesGrain(ICompanyDirectory directory, TimeProvider time) : Grain, IConnectedCompaniesGrain
{
    /// <summary>Silos' clocks differ, and what was written at a time may be seen a moment later.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    public Task<bool> IsConnected(string companyId) => directory.IsConnected(companyId, CancellationToken.None);

    public async Task<ImmutableArray<string>> List(string? after) =>
        [.. await directory.ListConnected(after, IConnectedCompaniesGrain.PageSize, CancellationToken.None)];

    public async Task<ConnectedChanges> ListChanged(DateTimeOffset? since)
    {
        var now = time.GetUtcNow();
        if (since is null)
        {
            return new ConnectedChanges([], [], now - Overlap, HasMore: false);
        }

        var changed = await directory.ListChanged(since.Value, IConnectedCompaniesGrain.PageSize, CancellationToken.None);

        // A full page that began and ended at one moment is left behind for good: a whole reading makes up for it.
        var more = changed.Count == IConnectedCompaniesGrain.PageSize && changed[^1].At > since;
        return new ConnectedChanges(
            [.. changed.Where(one => one.Connected).Select(one => one.CompanyId)],
            [.. changed.Where(one => !one.Connected).Select(one => one.CompanyId)],
            more ? changed[^1].At : now - Overlap,
            more);
    }
}
