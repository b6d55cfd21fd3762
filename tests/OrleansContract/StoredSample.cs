namespace Jobvite.OrleansContract.Tests;

internal sealed record StoredSample
{
    public string OwnerTenantId { get; init; } = "";
}
