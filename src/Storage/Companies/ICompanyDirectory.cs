using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Which companies there are and how they stand: the one place that looks across companies, for those who run the cluster.</summary>
public interface ICompanyDirectory
{
    /// <summary>Notes a company or what has changed of it. Repeatable.</summary>
    Task Save(DirectoryEntry entry, CancellationToken cancellationToken);

    /// <summary>Forgets a company. Repeatable.</summary>
    Task Remove(string companyId, CancellationToken cancellationToken);

    /// <summary>Companies by page number; a page is two statements, whatever the number of companies.</summary>
    /// <param name="order">Which come first; companies that are equal in it by id.</param>
    /// <param name="search">The start of the company id; null for all.</param>
    /// <param name="page">By number; a cursor is ignored.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<Page<CompanyStanding>> List(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Whether a company is connected; false when nobody has it.</summary>
    Task<bool> IsConnected(string companyId, CancellationToken cancellationToken);

    /// <summary>Connected companies in the order of their ids.</summary>
    /// <param name="after">The last id of the page before; null to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyList<string>> ListConnected(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Companies that were saved at <paramref name="since"/> or later, the oldest change first. Those that were removed are not among them.</summary>
    Task<IReadOnlyList<DirectoryChange>> ListChanged(DateTimeOffset since, int limit, CancellationToken cancellationToken);

    Task<ClusterTotals> GetTotals(CancellationToken cancellationToken);
}

/// <summary>A company that was saved.</summary>
/// <param name="CompanyId">Which.</param>
/// <param name="Connected">Whether it is connected now.</param>
/// <param name="At">When.</param>
public sealed record DirectoryChange(string CompanyId, bool Connected, DateTimeOffset At);

/// <summary>What the directory knows of a company.</summary>
public sealed record DirectoryEntry(string CompanyId, JobviteEnvironment Environment, bool Connected, int IntervalMinutes)
{
    public bool SyncJobs { get; init; }

    public bool SyncCandidates { get; init; }

    public bool SyncOnboarding { get; init; }

    /// <summary>How many days it keeps records that are gone at Jobvite; null: as long as the operator says.</summary>
    public int? DeletedRecordsDays { get; init; }

    /// <summary>The budget of its API key; null when it is not connected, or has not been used since budgets were those of API keys.</summary>
    public string? BudgetKey { get; init; }
}

/// <summary>How a company stands, as far as the database knows. A run's error comes in its own words, for the caller to sort.</summary>
/// <param name="Entry">Which company.</param>
/// <param name="Health">What the list is sorted by.</param>
public sealed record CompanyStanding(DirectoryEntry Entry, CompanyHealth Health)
{
    public IReadOnlyList<(KindStanding Standing, string? Error)> Kinds { get; init; } = [];

    public long WebhooksPending { get; init; }

    public DateTimeOffset? OldestPendingAt { get; init; }

    public long WebhooksDead { get; init; }
}
