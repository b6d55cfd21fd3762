namespace Jobvite.Benchmarks.Workbenches;

/// <summary>A company at the stand-in, with what is needed to connect it; its tenant is named after it.</summary>
internal sealed record Customer(string CompanyId, string ApiKey, string ApiSecret, string WebhookSigningKey)
{
    public string TenantId => "tenant-of-" + CompanyId;

    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() => CompanyId;
}
