using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.Tenants;

/// <inheritdoc cref="IAuditGrain"/>
/// <remarks>Keeps nothing, so that every silo may have several at once: the order of lines is made in the database.</remarks>
[StatelessWorker]
internal sealed class AuditGrain(IAuditReader reader, AuditTrail audit) : Grain, IAuditGrain
{
    private string CompanyId => this.GetPrimaryKeyString() is IAuditGrain.ClusterKey ? IAuditGrain.ClusterKey : CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public Task Note(string action, string? subject, string? details, Caller caller) => audit.Write(CompanyId, action, caller, details, subject);

    public Task<Page<AuditView>> List(AuditFilter filter, PageRequest page, string? tenantId, CancellationToken cancellationToken) =>
        reader.List(CompanyId, tenantId, filter, page, cancellationToken);

    public async Task<ImmutableArray<AuditView>> ReadDown(AuditFilter filter, AuditMark? before, string? tenantId, CancellationToken cancellationToken) =>
        [.. await reader.ReadDown(CompanyId, tenantId, filter, before, IAuditGrain.BatchSize, cancellationToken)];

    public async Task<ImmutableDictionary<Guid, string>> GetStarters(ImmutableArray<Guid> runIds, string tenantId, CancellationToken cancellationToken) =>
        (await reader.Find(CompanyId, tenantId, AuditActions.StartSync, [.. runIds.Select(id => id.ToString())], cancellationToken))
        .Where(row => row.Person is not null)
        .ToImmutableDictionary(row => Guid.Parse(row.Subject!), row => row.Person!);
}
