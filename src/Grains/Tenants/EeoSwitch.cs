using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>Orders the scrub when a company's EEO switch goes off.</summary>
internal sealed class EeoSwitch(IScrubStore scrubs, IRunStore runs)
{
    /// <summary>Comes before <paramref name="after"/> is stored: whatever breaks off after this can only be repeated, never forgotten.</summary>
    public async Task Note(string companyId, CompanyState before, CompanyState after, CancellationToken cancellationToken)
    {
        if (before.Settings.StoreEeoData && !after.Settings.StoreEeoData)
        {
            await scrubs.Order(companyId, cancellationToken);
            await runs.CancelAll(companyId, "EEO data were switched off while they were being read; start the sync again.", cancellationToken);
        }
    }
}
