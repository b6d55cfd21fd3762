using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>What has to happen before changed settings are stored: whatever breaks off after this can only be repeated, never forgotten.</summary>
internal sealed class SettingsChange(IScrubStore scrubs, IRunStore runs, TimeProvider time)
{
    /// <summary>
    /// <paramref name="after"/> as it is to be stored. The scrub is ordered when the EEO switch goes off, and the runs are told to end that read
    /// another part of Jobvite's records than the new settings show.
    /// </summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="before">What is stored.</param>
    /// <param name="after">What is to be stored.</param>
    /// <param name="reason">What such runs say at their end.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<CompanyState> Prepare(string companyId, CompanyState before, CompanyState after, string reason, CancellationToken cancellationToken)
    {
        if ((after.Settings.ExcludedFields ?? []).Except(before.Settings.ExcludedFields ?? [], StringComparer.Ordinal).Any())
        {
            await scrubs.Order(companyId, cancellationToken);
            await runs.CancelAll(companyId, "Fields were excluded while they were being read; start the sync again.", cancellationToken);
        }

        if (before.Settings.StoreEeoData && !after.Settings.StoreEeoData)
        {
            await scrubs.Order(companyId, cancellationToken);
            await runs.CancelAll(companyId, "EEO data were switched off while they were being read; start the sync again.", cancellationToken);
        }

        if (!ReadScope.Changes(before, after))
        {
            return after;
        }

        await runs.CancelAll(companyId, reason, cancellationToken);
        return after with { ReadScopeSince = time.GetUtcNow() };
    }
}
