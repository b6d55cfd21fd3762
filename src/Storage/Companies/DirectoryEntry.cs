using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What the directory knows of a company.</summary>
public sealed record DirectoryEntry(string CompanyId, JobviteEnvironment Environment, bool Connected, int IntervalMinutes)
{
    public bool SyncJobs { get; init; }

    public bool SyncCandidates { get; init; }

    public bool SyncOnboarding { get; init; }

    /// <summary>The budget of its API key; null when it is not connected, or has not been used since budgets were those of API keys.</summary>
    public string? BudgetKey { get; init; }
}
