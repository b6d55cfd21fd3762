namespace Jobvite.Cluster.Tests.Orleans;

internal sealed record SampleState
{
    public string OwnerTenantId { get; init; } = "";
}
