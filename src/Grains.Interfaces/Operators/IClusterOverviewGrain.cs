using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// What the people who run the cluster see and do; keyed by <see cref="Key"/>. It answers whoever asks: the caller has checked that its
/// token carries the operator's scope.
/// </summary>
[Alias("jv.IClusterOverviewGrain")]
public interface IClusterOverviewGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "cluster:overview";

    /// <summary>Companies page by page; a page is a few statements, however many companies there are. Cursors are not used.</summary>
    /// <param name="order">Which come first.</param>
    /// <param name="search">The start of a company id, case matters; null for all.</param>
    /// <param name="page">Which page, by number.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [ReadOnly, Alias("ListCompanies")]
    Task<Page<CompanyOverview>> ListCompanies(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>One company.</summary>
    /// <returns>Null when there is none of this id.</returns>
    [ReadOnly, Alias("GetCompany")]
    Task<CompanyDetail?> GetCompany(string companyId, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetTotals")]
    Task<ClusterTotals> GetTotals(CancellationToken cancellationToken = default);

    /// <summary>The silos that are not dead, by name.</summary>
    [ReadOnly, Alias("ListSilos")]
    Task<ImmutableArray<SiloOverview>> ListSilos(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a company from its tenant: it is disconnected, its secrets are forgotten and all of its records deleted, and then it is free for
    /// whoever shows credentials that Jobvite accepts. Repeatable; deleting much goes on after the answer.
    /// </summary>
    [Alias("Release"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<CompanyRelease> Release(string companyId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>
    /// What an operator gives to somebody who helps: settings without secrets, health now and before, runs of 30 days, the budget, counts of webhooks by their
    /// errors, versions and silos. No candidate's data. That somebody has it is in the company's audit trail and in the operators'.
    /// </summary>
    /// <returns>JSON files; null when there is no such company.</returns>
    [Alias("GetSupportBundle")]
    Task<ImmutableArray<SupportFile>?> GetSupportBundle(string companyId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets a silo give its companies to the others and take no new ones, as before it is stopped, or ends that. A restart of the silo ends it too.
    /// Repeatable. Within a minute nothing but what Orleans itself places there is left.
    /// </summary>
    /// <param name="address">As <see cref="SiloOverview.Address"/> has it.</param>
    /// <param name="drain">False: it takes its share of the companies again.</param>
    /// <param name="caller">For the audit trail.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("DrainSilo")]
    Task<SiloDrain> DrainSilo(string address, bool drain, Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>What came of <see cref="IClusterOverviewGrain.DrainSilo"/>.</summary>
/// <param name="Outcome">Whether the silo does it.</param>
/// <param name="Companies">How many companies it has now.</param>
[GenerateSerializer, Alias("jv.SiloDrain"), Immutable]
public sealed record SiloDrain(
    [property: Id(0)] SiloDrainOutcome Outcome,
    [property: Id(1)] int Companies = 0);

[GenerateSerializer, Alias("jv.SiloDrainOutcome")]
public enum SiloDrainOutcome
{
    Done = 1,

    /// <summary>No active silo has that address.</summary>
    NotFound = 2,

    /// <summary>No other silo could take its companies: it is the only one, or all others drain.</summary>
    NobodyElse = 3,

    /// <summary>It did not answer in time.</summary>
    Silent = 4,
}

/// <summary>What came of <see cref="IClusterOverviewGrain.Release"/>.</summary>
/// <param name="WasOwned">A tenant had the company; otherwise there was nothing to do.</param>
/// <param name="IsFree">Everything is deleted; otherwise that is under way.</param>
[GenerateSerializer, Alias("jv.CompanyRelease"), Immutable]
public sealed record CompanyRelease(
    [property: Id(0)] bool WasOwned,
    [property: Id(1)] bool IsFree);

/// <summary>Which companies an operator sees first.</summary>
[GenerateSerializer, Alias("jv.CompanyOrder")]
public enum CompanyOrder
{
    /// <summary>Those in trouble first, and of these the ones whose records are oldest.</summary>
    Worst = 1,

    /// <summary>Those whose last finished run took longest.</summary>
    Slowest = 2,

    /// <summary>By company id.</summary>
    Name = 3,
}

/// <summary>The cluster's load in a few numbers.</summary>
[GenerateSerializer, Alias("jv.ClusterTotals"), Immutable]
public sealed record ClusterTotals
{
    /// <summary>Companies that are known, disconnected ones included.</summary>
    [Id(0)] public long Companies { get; init; }

    [Id(1)] public long Connected { get; init; }

    /// <summary>Runs queued or under way.</summary>
    [Id(2)] public long RunsUnderWay { get; init; }

    /// <summary>Events that wait, of all companies.</summary>
    [Id(3)] public long WebhooksPending { get; init; }

    /// <summary>When the oldest of them arrived.</summary>
    [Id(4)] public DateTimeOffset? OldestPendingAt { get; init; }

    /// <summary>Events that failed permanently, of all companies.</summary>
    [Id(5)] public long WebhooksDead { get; init; }
}

/// <summary>What sort of trouble a run had. Operators see this and not the run's own words, which may quote Jobvite.</summary>
[GenerateSerializer, Alias("jv.RunTrouble")]
public enum RunTrouble
{
    /// <summary>Jobvite refused the key, or the stored credentials cannot be opened.</summary>
    Credentials = 1,

    /// <summary>Jobvite was away or asked to wait.</summary>
    JobviteAway = 2,

    /// <summary>The request budget was used up.</summary>
    Budget = 3,

    /// <summary>Jobvite's answer could not be read or used.</summary>
    BadAnswer = 4,

    /// <summary>Some records could not be read.</summary>
    BadRecords = 5,

    /// <summary>Too many records were missing: nothing is deleted until a person confirms.</summary>
    DeletionWithheld = 6,

    /// <summary>Anything else; the company's own pages have the words.</summary>
    Other = 7,
}
