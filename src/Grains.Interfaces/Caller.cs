namespace Jobvite.Grains.Interfaces;

/// <summary>Who asks: the tenant from the validated token, and the person for the audit trail.</summary>
/// <param name="TenantId">Claim <c>tenant_id</c>.</param>
/// <param name="Subject">Claim <c>sub</c>, if any.</param>
/// <param name="Email">Claim <c>email</c>, if any; written to the audit log only.</param>
/// <param name="Address">Where the request came from, behind trusted proxies; written to the audit log only.</param>
/// <param name="TokenId">Claim <c>jti</c>, if any; written to the audit log only.</param>
[GenerateSerializer, Alias("jv.Caller"), Immutable]
public sealed record Caller(
    [property: Id(0)] string TenantId,
    [property: Id(1)] string? Subject = null,
    [property: Id(2)] string? Email = null,
    [property: Id(3)] string? Address = null,
    [property: Id(4)] string? TokenId = null)
{
    /// <summary>Shows the tenant only: a call's arguments may stand in a log when the call fails.</summary>
    public override string ToString() => $"Caller {{ TenantId = {TenantId} }}";
}
