namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The key of a request budget. Jobvite counts requests per API key; a company has one key in each environment, so company and
/// environment name the budget. Credentials that no company of the caller holds yet are metered by the tenant that tries them,
/// so that nobody can spend another company's requests.
/// </summary>
public static class BudgetKey
{
    /// <summary>The budget of a connected company.</summary>
    public static string Of(CompanyKey company, JobviteEnvironment environment) =>
        $"budget:{(environment == JobviteEnvironment.Prod ? "prod" : "stage")}:{company.CompanyId}";

    /// <summary>The budget of credentials that a tenant tries before they are saved.</summary>
    public static string OfTrial(TenantKey tenant) => $"budget:trial:{tenant.TenantId}";
}
