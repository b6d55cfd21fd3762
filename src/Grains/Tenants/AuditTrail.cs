using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>Writes who did what. When a call returns, the line is stored; a failed one throws, and what it belongs to fails with it.</summary>
internal sealed class AuditTrail(IAuditLog log, TimeProvider time)
{
    /// <param name="companyId">Whose.</param>
    /// <param name="action">What: one of <see cref="AuditActions"/>.</param>
    /// <param name="caller">Who.</param>
    /// <param name="details">Settings from and to, or what else a reader should know, a line for each; never a secret or a candidate's data.</param>
    /// <param name="subject">The id of what it was done to; null when it was the company as a whole.</param>
    /// <param name="outcome">How it ended: one of <see cref="AuditOutcomes"/>.</param>
    public Task Write(string companyId, string action, Caller caller, string? details, string? subject = null, string outcome = AuditOutcomes.Success) => log.Append(
        new AuditEntry(companyId, time.GetUtcNow(), action, caller.TenantId, caller.Subject, caller.Email, details)
        {
            TokenId = caller.TokenId,
            Address = caller.Address,
            About = subject,
            Outcome = outcome,
        },
        CancellationToken.None);

    /// <summary>Settings were saved.</summary>
    public Task Configured(string companyId, CompanyState before, CompanyState after, Caller caller) =>
        Write(companyId, AuditActions.Configure, caller, SettingsDifference.Describe(before, after));

    /// <summary>
    /// Settings were not saved, because Jobvite did not accept them. A stranger's attempt is not noted: anybody who may configure at all could fill another
    /// tenant's trail; nor are mistakes in a form.
    /// </summary>
    /// <returns>The result.</returns>
    public async Task<ConfigureResult> Refused(string companyId, CompanyState stored, ConfigureResult result, Caller caller)
    {
        if (stored.BelongsTo(caller.TenantId) && result.Outcome is ConfigureOutcome.Refused)
        {
            await Write(companyId, AuditActions.Configure, caller, "Jobvite refused the credentials", subject: null, AuditOutcomes.Refused);
        }

        return result;
    }

    /// <summary>The company's deletion was ordered, by its tenant or by an operator, whose own chain shows it too.</summary>
    public async Task Deleted(string companyId, bool isReleased, Caller caller)
    {
        await Write(companyId, isReleased ? AuditActions.ReleaseCompany : AuditActions.Disconnect, caller, isReleased ? null : "with everything that was stored");
        if (isReleased)
        {
            await Write(IAuditGrain.ClusterKey, AuditActions.ReleaseCompany, caller, details: null, companyId);
        }
    }
}
