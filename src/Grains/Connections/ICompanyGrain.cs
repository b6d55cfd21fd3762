using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Orleans.Concurrency;

namespace Jobvite.Grains.Connections;

/// <summary>What a company's other grains and its tenant's directory ask of its tenant grain. Internal: the front end cannot reach it.</summary>
[Alias("jv.ICompanyGrain")]
internal interface ICompanyGrain : IGrainWithStringKey
{
    /// <summary>
    /// The connection, from memory, or null when the company is not connected. It interleaves with everything and calls nobody,
    /// so a child may ask while its tenant grain waits for that very child.
    /// </summary>
    [AlwaysInterleave, Alias("GetConnection")]
    Task<CompanyConnection?> GetConnection();

    /// <summary>Whether the company, connected or with records kept, belongs to the tenant; not when its data are being deleted.</summary>
    [AlwaysInterleave, Alias("IsOwnedBy")]
    Task<bool> IsOwnedBy(string tenantId);

    /// <summary>What may be stored of the company, connected or not; null when nobody owns it.</summary>
    [AlwaysInterleave, Alias("GetSettings")]
    Task<SyncSettings?> GetSettings();

    /// <inheritdoc cref="ITenantDirectoryGrain.GetDeletion"/>
    [AlwaysInterleave, Alias("GetDeletion")]
    Task<DateTimeOffset?> GetDeletion(string tenantId);

    /// <summary>Connects the company to the caller's tenant, which has no company yet; or changes its settings, by an import.</summary>
    /// <param name="command">The settings.</param>
    /// <param name="accepted">The test of their credentials, which Jobvite has just accepted, or which an operator answers for: they are not tested again.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    [Alias("Claim"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ConfigureResult> Claim(ConfigureCompany command, ConnectionTestResult accepted, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>What an import of these settings for the tenant would do. Nothing is written.</summary>
    [AlwaysInterleave, Alias("Compare")]
    Task<ImportResult> Compare(ConfigureCompany command, string tenantId);

    /// <summary>Changes the settings of the caller's own company.</summary>
    [Alias("Configure"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ConfigureResult> Configure(ConfigureCompany command, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Tries the stored credentials, with those of the command in their place where it has any.</summary>
    [Alias("TestConnection"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ConnectionTestResult> TestConnection(ConfigureCompany command, Caller caller, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ITenantDirectoryGrain.Disconnect"/>
    [Alias("Disconnect"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<bool> Disconnect(bool deleteData, Caller caller, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IClusterOverviewGrain.Release"/>
    [Alias("Release"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<CompanyRelease> Release(Caller caller, CancellationToken cancellationToken = default);
}
