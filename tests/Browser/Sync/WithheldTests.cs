using Jobvite.Browser.Tests.Records;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Sync;

[Collection(nameof(ConsoleCollection))]
public sealed class WithheldTests(ServiceFixture service)
{
    [Fact]
    public async Task A_withheld_deletion_is_approved_with_a_button_that_asks_first()
    {
        var company = await service.Connect("withholds");
        var planted = new Planted(service.Services, company.CompanyId);
        foreach (var i in Enumerable.Range(0, 150))
        {
            await planted.Candidate($"gone{i:000}", "Ann", $"Vanished{i}", Planted.Application($"app{i:000}", "New"));
        }

        await company.Read(SyncKind.Candidates);
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/sync");
        await visitor.Picture("sync-withheld-wide-light");
        await visitor.Check();
        await page.GetByRole(AriaRole.Link, new() { Name = "Review the missing candidates" }).ClickAsync();
        await visitor.Picture("run-withheld-wide-light");
        await Expect(page.Locator("#approve-deletion")).ToBeHiddenAsync();
        await page.GetByText("Approve the deletion…").ClickAsync();
        await visitor.Picture("run-withheld-asks-wide-light");
        await visitor.Check();

        await page.Locator("#approve-deletion").ClickAsync();

        await Expect(page.GetByText("150 records of this run are marked as deleted.")).ToBeVisibleAsync();
        await Expect(page.Locator("#run .status")).ToHaveTextAsync("Complete");
        await visitor.Picture("run-approved-wide-light");
        await visitor.Check();
    }

    [Fact]
    public async Task The_overview_says_how_many_changes_webhooks_announced()
    {
        var company = await service.Connect("announces", SyncKind.Candidates);
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Announced("told1");
        await planted.Announced("told2");

        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/");

        await Expect(visitor.Page.Locator("#announced")).ToHaveTextAsync("Jobvite announced 100 % of last week's changes; median 4 s.");
        await visitor.Picture("overview-announced-wide-light");
        await visitor.Check();
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_no_approval()
    {
        var company = await service.Connect("withholds-read");
        var planted = new Planted(service.Services, company.CompanyId);
        foreach (var i in Enumerable.Range(0, 150))
        {
            await planted.Candidate($"gone{i:000}", "Ann", $"Vanished{i}", Planted.Application($"app{i:000}", "New"));
        }

        await company.Read(SyncKind.Candidates);
        await using var visitor = await service.SignedIn(company.TenantId, scope: "jobvite.read");
        await visitor.Open("/sync");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Review the missing candidates" }).ClickAsync();

        await Expect(visitor.Page.GetByText("None was marked as deleted")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#approve-deletion")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_list_is_downloaded_with_the_filters_that_are_set()
    {
        var company = await service.Known();
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/jobs?status=Open&includeDeleted=true&page=1");
        await visitor.Picture("jobs-export-wide-light");
        var shown = await company.Records.ListJobs(new JobFilter { Status = "Open", IncludeDeleted = true }, new PageRequest(), includeRaw: false);

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Export these" }).ClickAsync());

        Assert.Matches(@"^jobs-\d{4}-\d\d-\d\d\.csv$", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.StartsWith("id,jobviteJobId,", lines[0], StringComparison.Ordinal);
        Assert.Equal(shown.Total, lines.Length - 1);
        await visitor.Check();
    }
}
