using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>
/// Credentials on trial: a tenant's that has no company yet, or for another company than its own. Nothing is saved here, and no company's grain is
/// asked, so that the answer is the same whether or not somebody else has the company.
/// </summary>
internal sealed class CompanyClaim(ConnectionTester tester)
{
    /// <summary>Tries credentials that stay on trial.</summary>
    public async Task<ConnectionTestResult> Test(ConfigureCompany command, TenantKey tenant, CancellationToken cancellationToken)
    {
        var draft = Draft(command);
        return draft.Errors.Count > 0 ? ConnectionTestResults.Incomplete(draft.Errors) : (await Try(draft, tenant, cancellationToken)).Result;
    }

    /// <summary>The first step of a claim: either why there is none, or the test that Jobvite has just accepted.</summary>
    public async Task<(ConfigureResult? Refusal, TestedConnection? Accepted)> Prepare(ConfigureCompany command, TenantKey tenant, CancellationToken cancellationToken)
    {
        var draft = Draft(command);
        if (draft.Errors.Count > 0)
        {
            return (ConfigureResults.Invalid(draft.Errors), null);
        }

        var tested = await Try(draft, tenant, cancellationToken);
        return ConfigureResults.Unless(tested.Result, isOwn: false) is { } refusal ? (refusal, null) : (null, tested);
    }

    /// <summary>The last step: the company is claimed with this test, so what came of it is the company's health.</summary>
    public void Record(string companyId, TestedConnection tested) => tester.Record(companyId, tested);

    private static ConfigurationDraft Draft(ConfigureCompany command) =>
        ConfigurationRules.Check(command with { CompanyId = command.CompanyId ?? "trial" }, stored: null);

    private Task<TestedConnection> Try(ConfigurationDraft draft, TenantKey tenant, CancellationToken cancellationToken) =>
        tester.Test(draft, static _ => null, tenant, ownMeter: null, cancellationToken);
}
