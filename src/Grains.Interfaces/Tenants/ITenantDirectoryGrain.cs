using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// One tenant's way to its company; keyed by <see cref="TenantKey"/>. It answers only for a company whose own grain
/// confirmed that it belongs to this tenant.
/// </summary>
[Alias("jv.ITenantDirectoryGrain")]
public interface ITenantDirectoryGrain : IGrainWithStringKey
{
    /// <summary>
    /// The company whose records this tenant may read: connected, or disconnected with its records kept. Null when there is none.
    /// </summary>
    [AlwaysInterleave, Alias("GetCompany")]
    ValueTask<string?> GetCompany();

    /// <summary>Connects the tenant to a company, or changes the settings of the one it has.</summary>
    [Alias("Configure"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ConfigureResult> Configure(ConfigureCompany command, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Tries credentials against Jobvite: the given ones, filled up with the stored ones of the tenant's own company.</summary>
    [Alias("TestConnection"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ConnectionTestResult> TestConnection(ConfigureCompany command, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets secrets and schedules; with <paramref name="deleteData"/> also every stored record, and frees the company. From then on nothing
    /// of it is shown; deleting much takes longer than the call, see <see cref="GetDeletion"/>.
    /// </summary>
    /// <returns>False when the tenant has no company.</returns>
    [Alias("Disconnect"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<bool> Disconnect(bool deleteData, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>When the deletion of the company's data was ordered that is still under way; null when there is none.</summary>
    [AlwaysInterleave, Alias("GetDeletion")]
    ValueTask<DateTimeOffset?> GetDeletion();
}
