using System.Data.Common;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tenants;

/// <summary>
/// Copies what operators see of a company from the grain's state to the directory. It never fails a command that has
/// already been done: what could not be written now is written at the company's next tick.
/// </summary>
internal sealed partial class DirectoryListing(ICompanyDirectory directory, ILogger<DirectoryListing> logger)
{
    public async Task Show(string companyId, CompanyState company)
    {
        try
        {
            if (company.OwnerTenantId is null)
            {
                await directory.Remove(companyId, CancellationToken.None);
            }
            else
            {
                await directory.Save(Entry(companyId, company), CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is StorageUnavailableException or DbException)
        {
            LogNotListed(exception);
        }
    }

    /// <summary>
    /// Lists a company before it is connected: webhooks of one that is not listed are refused, while one that is listed and not connected costs an activation
    /// and is put right by its reminder.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It is not listed.</exception>
    public Task Announce(string companyId, CompanyState company) => directory.Save(Entry(companyId, company), CancellationToken.None);

    private static DirectoryEntry Entry(string companyId, CompanyState company) => new(
        companyId,
        company.Environment == "prod" ? JobviteEnvironment.Prod : JobviteEnvironment.Stage,
        company.Connected,
        company.Settings.IntervalMinutes)
    {
        SyncJobs = company.Settings.SyncJobs,
        SyncCandidates = company.Settings.SyncCandidates,
        SyncOnboarding = company.Settings.SyncOnboarding,
        BudgetKey = company.BudgetKey,
        DeletedRecordsDays = company.Settings.DeletedRecordsDays,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of companies that operators see could not be brought up to date; the company's next tick tries it again.")]
    private partial void LogNotListed(Exception exception);
}
