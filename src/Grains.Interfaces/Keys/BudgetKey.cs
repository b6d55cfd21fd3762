namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The key of a request budget. Jobvite counts requests per API key, so a keyed hash of the API key and the environment name the budget, whoever uses
/// the key. What a tenant may spend on trying credentials is metered besides, by tenant.
/// </summary>
public static class BudgetKey
{
    private const string Trial = "budget:trial:";

    /// <summary>The budget of an API key.</summary>
    /// <param name="environment">Where it is used.</param>
    /// <param name="hash">The keyed hash, at least 16 bytes; never the key itself.</param>
    public static string Of(JobviteEnvironment environment, ReadOnlySpan<byte> hash) => $"budget:key:{Word(environment)}:{Convert.ToHexStringLower(hash[..16])}";

    /// <summary>The budget that a company had before budgets were those of API keys.</summary>
    public static string Of(CompanyKey company, JobviteEnvironment environment) => $"budget:{Word(environment)}:{company.CompanyId}";

    /// <summary>What a tenant may spend on credentials that it tries before they are saved.</summary>
    public static string OfTrial(TenantKey tenant) => Trial + tenant.TenantId;

    /// <summary>Whether this is the key of a tenant's trials.</summary>
    public static bool IsTrial(string key) => key.StartsWith(Trial, StringComparison.Ordinal);

    private static string Word(JobviteEnvironment environment) => environment == JobviteEnvironment.Prod ? "prod" : "stage";
}
