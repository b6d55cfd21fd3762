using System.Collections.Immutable;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Silos;
using Jobvite.Storage;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Jobvite.Grains.Operators;

/// <inheritdoc cref="IClusterOverviewGrain"/>
/// <remarks>Reads the database instead of asking the companies' grains: a page of companies must not activate them.</remarks>
[StatelessWorker]
internal sealed class ClusterOverviewGrain(
    ICompanyDirectory directory,
    IBudgetStore budgets,
    IOptions<RequestBudgetOptions> limits,
    SiloWatch silos,
    SiloDrainer drainer,
    SupportBundle support,
    TimeProvider time) : Grain, IClusterOverviewGrain
{
    public async Task<Page<CompanyOverview>> ListCompanies(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken = default)
    {
        var found = await directory.List(order, search, page, cancellationToken);
        var states = await budgets.LoadMany([.. found.Items.Select(company => KeyOf(company.Entry))], cancellationToken);
        return new Page<CompanyOverview>(
            [.. found.Items.Select(company => Overview(company, states.GetValueOrDefault(KeyOf(company.Entry))))],
            found.Total,
            found.PageNumber,
            found.PageSize,
            found.NextCursor);
    }

    public async Task<CompanyDetail?> GetCompany(string companyId, CancellationToken cancellationToken = default)
    {
        if (await Find(companyId, cancellationToken) is not { } company)
        {
            return null;
        }

        var reader = GrainFactory.GetGrain<IRecordReaderGrain>(CompanyKey.Of(companyId).ToString());
        return new CompanyDetail
        {
            Company = company,
            Health = OwnWords.Of(await reader.GetHealth(cancellationToken)),
            Past = OwnWords.Of(await reader.GetHealthPast(cancellationToken)),
            Runs = [.. (await reader.ListRuns(new RunFilter(), new PageRequest(PageSize: CompanyDetail.MaxRuns), cancellationToken)).Items.Select(OwnWords.Of)],
        };
    }

    public Task<ClusterTotals> GetTotals(CancellationToken cancellationToken = default) => directory.GetTotals(cancellationToken);

    public Task<ImmutableArray<SiloOverview>> ListSilos(CancellationToken cancellationToken = default) => silos.List();

    public Task<CompanyRelease> Release(string companyId, Caller caller, CancellationToken cancellationToken = default) =>
        GrainFactory.GetGrain<ICompanyGrain>(CompanyKey.Of(companyId).ToString()).Release(caller, cancellationToken);

    public async Task<ImmutableArray<SupportFile>?> GetSupportBundle(string companyId, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(companyId, cancellationToken) is { } company ? await support.Make(company, caller, cancellationToken) : null;

    public Task<SiloDrain> DrainSilo(string address, bool drain, Caller caller, CancellationToken cancellationToken = default) =>
        drainer.Drain(address, drain, caller, cancellationToken);

    private async Task<CompanyOverview?> Find(string companyId, CancellationToken cancellationToken)
    {
        // A list by the start of the id: the company itself comes first, by name.
        var found = await ListCompanies(CompanyOrder.Name, companyId, new PageRequest(PageSize: 1), cancellationToken);
        return found.Items.FirstOrDefault(company => company.CompanyId == companyId);
    }

    private static string KeyOf(DirectoryEntry company) => company.BudgetKey ?? BudgetKey.Of(CompanyKey.Of(company.CompanyId), company.Environment);

    private CompanyOverview Overview(CompanyStanding company, string? budget) => new()
    {
        CompanyId = company.Entry.CompanyId,
        Environment = company.Entry.Environment,
        Health = company.Health,
        IntervalMinutes = company.Entry.IntervalMinutes,
        Kinds = [.. company.Kinds.Select(kind => kind.Standing with { Trouble = RunTroubles.Of(kind.Error) })],
        WebhooksPending = company.WebhooksPending,
        OldestPendingAt = company.OldestPendingAt,
        WebhooksDead = company.WebhooksDead,
        Budget = budget is not null && BudgetState.TryRead(budget) is { } state
            ? BudgetMeter.From(state, limits.Value).Describe(time.GetUtcNow(), waiting: 0)
            : null,
    };
}
