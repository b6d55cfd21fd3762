using Dapper;
using Jobvite.Grains.Interfaces;
using Npgsql;

namespace Jobvite.Storage.Tests;

/// <summary>The number of a list's rows is that of the database now.</summary>
public sealed class PostgresTotalTests : StoreContract
{
    private const string TakeOneOut = "DELETE FROM candidates WHERE company_id = 'acme0001' AND jobvite_id = 'p1'";

    [Fact]
    public async Task A_total_is_counted_anew_even_when_the_newest_change_is_the_same()
    {
        await Save(Sample.Person("p1"));
        Advance();
        await Save(Sample.Person("p2"));
        Advance(120);
        Assert.Equal(2, await Total());

        // Not as this service changes rows: nothing tells of it.
        await Execute(TakeOneOut);

        Assert.Equal(1, await Total());
    }

    [Fact]
    public async Task A_change_is_counted_at_once()
    {
        await Save(Sample.Person("p1"));
        Advance(120);
        Assert.Equal(1, await Total());
        await Save(Sample.Person("p2"));

        Assert.Equal(2, await Total());
        Advance(120);
        Assert.Equal(2, await Total());
        await Records.DeleteUnseen(await Begin(SyncKind.Candidates), Stop);
        Assert.Equal(0, await Total());
        Assert.Equal(2, await Total(new CandidateFilter { IncludeDeleted = true }));
    }

    [Fact]
    public async Task Each_filter_value_and_company_has_a_total_of_its_own()
    {
        await Save(Sample.Person("p1", "ann@example.com"), Sample.Person("p2", "bob@example.com"), Sample.Person("p3", "bob@example.com"));
        await Records.SaveRefresh(Refresh(company: Other), [Sample.Person("p1")], IncomingWins.Instance, Stop);
        Advance(120);

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(3, await Total());
            Assert.Equal(1, await Total(new CandidateFilter { Email = "ann@example.com" }));
            Assert.Equal(2, await Total(new CandidateFilter { Email = "bob@example.com" }));
            Assert.Equal(2, await Total(new CandidateFilter { Search = "bob@example.com" }));
            Assert.Equal(1, (await Reader.ListCandidates(Other, new CandidateFilter(), new PageRequest(), false, Stop)).Total);
        }
    }

    [Fact]
    public async Task A_changed_application_is_counted_at_once()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "New")));
        Advance(120);
        Assert.Equal(0, await Total(new CandidateFilter { WorkflowState = "Offer" }));

        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "Offer")));

        Assert.Equal(1, await Total(new CandidateFilter { WorkflowState = "Offer" }));
        Assert.Equal(0, await Total(new CandidateFilter { WorkflowState = "New" }));
    }

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    private async Task<long> Total(CandidateFilter? filter = null) =>
        (await Reader.ListCandidates(Company, filter ?? new CandidateFilter(), new PageRequest(PageSize: 1), false, Stop)).Total;

    private async Task Execute(string sql)
    {
        await using var connection = await Store.Get<NpgsqlDataSource>().OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(sql);
    }
}
