namespace Jobvite.Grains.Tenants;

/// <summary>A tenant's stored pointer to its company.</summary>
internal sealed record DirectoryState
{
    public string? CompanyId { get; init; }

    /// <summary>The company's grain has said that it belongs to this tenant. Until then the pointer opens nothing.</summary>
    public bool Confirmed { get; init; }
}
