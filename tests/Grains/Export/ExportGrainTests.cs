using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Export;

public sealed class ExportGrainTests(ExportGrainTests.Impatient cluster) : IClassFixture<ExportGrainTests.Impatient>
{
    private const string Audited = "SELECT details FROM audit_log WHERE company_id = @id AND action = 'export' ORDER BY at";

    [Fact]
    public async Task An_export_shows_everything_and_its_cursor_is_a_place_in_the_feed_and_is_audited()
    {
        await using var company = await Synced();
        var export = New(company);
        var start = await export.Open(new ExportRequest { Kind = ExportKind.Candidates, Description = "candidates csv" }, company.Caller);
        var requests = company.Sandbox.Requests;

        var chunk = await export.Next();
        await export.Close();

        Assert.Equal((ExportOutcome.Open, 30, true), (start.Outcome, chunk.Candidates.Length, chunk.IsLast));
        var feed = await cluster.Grains.GetGrain<IChangeFeedGrain>(CompanyKey.Of(company.CompanyId).ToString()).Read(new FeedRequest(start.Cursor, false, 10, []));
        Assert.Empty(feed.Items);
        Assert.Equal(["candidates csv"], await cluster.Rows(Audited, company.CompanyId));
        Assert.Equal(requests, company.Sandbox.Requests);
    }

    [Fact]
    public async Task A_company_has_as_many_exports_at_once_as_it_may_and_a_closed_one_makes_room()
    {
        await using var company = await Synced();
        var (first, second, third) = (New(company), New(company), New(company));

        Assert.Equal(ExportOutcome.Open, await Open(first, company));
        Assert.Equal(ExportOutcome.Open, await Open(second, company));
        Assert.Equal(ExportOutcome.CompanyBusy, await Open(third, company));
        await first.Close();
        await first.Close();
        Assert.Equal(ExportOutcome.Open, await Open(third, company));
        await second.Close();
        await third.Close();
    }

    [Fact]
    public async Task A_silo_has_as_many_exports_at_once_as_it_may()
    {
        await using var one = await Synced();
        await using var two = await Synced();
        IExportGrain[] exports = [New(one), New(one), New(two)];
        foreach (var (i, export) in exports.Index())
        {
            Assert.Equal(ExportOutcome.Open, await Open(export, i < 2 ? one : two));
        }

        Assert.Equal(ExportOutcome.Busy, await Open(New(two), two));
        foreach (var export in exports)
        {
            await export.Close();
        }
    }

    [Fact]
    public async Task An_export_that_is_closed_or_was_never_opened_has_lost_its_rows_and_does_not_look_complete()
    {
        await using var company = await Synced();
        var export = New(company);
        Assert.True((await export.Next()).IsLost);
        await Open(export, company);
        await export.Close();

        Assert.Equal((true, false), await export.Next() is var chunk ? (chunk.IsLost, chunk.IsLast) : default);
    }

    [Fact]
    public async Task An_export_that_nobody_reads_closes_by_itself()
    {
        await using var company = await Synced();
        var (first, second) = (New(company), New(company));
        await Open(first, company);
        await Open(second, company);

        await TestCompany.Until(async () =>
        {
            var third = New(company);
            var outcome = await Open(third, company);
            await third.Close();
            return outcome is ExportOutcome.Open;
        });
        Assert.True((await first.Next()).IsLost);
    }

    private IExportGrain New(TestCompany company) => cluster.Grains.GetGrain<IExportGrain>(IExportGrain.KeyOf(CompanyKey.Of(company.CompanyId)));

    private static async Task<ExportOutcome> Open(IExportGrain export, TestCompany company) =>
        (await export.Open(new ExportRequest { Kind = ExportKind.Jobs }, company.Caller)).Outcome;

    private async Task<TestCompany> Synced()
    {
        var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 30, Processes = 0, SecondApplicationShare = 0 });
        await company.Sync(SyncKind.Candidates);
        return company;
    }

    /// <summary>Closes exports soon, and has room for three.</summary>
    public sealed class Impatient : GrainCluster
    {
        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(base.Settings)
        {
            ["Jobvite:Exports:AtOnce"] = "3",
            ["Jobvite:Exports:Idle"] = "00:00:02",
        };
    }
}
