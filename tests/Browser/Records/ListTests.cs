using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

/// <summary>Filters that are set, and columns that are chosen.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class ListTests(ServiceFixture service)
{
    [Fact]
    public async Task A_chip_takes_its_filter_away_and_leaves_the_others()
    {
        var company = await service.Connect("chips");
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Candidate("p1", "Ann", "Lee", Planted.Application("a1", "Offer"));
        await planted.Candidate("p2", "Ann", "Stone", Planted.Application("a2", "New"));
        await planted.Candidate("p3", "Bob", "Lee", Planted.Application("a3", "Offer"));
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/candidates?columns=state,id");
        await Expect(page.Locator(".count")).ToHaveTextAsync("3 candidates");

        await page.GetByLabel("Name or e-mail").PressSequentiallyAsync("ann");
        await Expect(page.Locator(".count")).ToHaveTextAsync("2 candidates match");
        await page.GetByLabel("Workflow state").FillAsync("Offer");
        await Expect(page.Locator(".count")).ToHaveTextAsync("1 candidate matches");
        await Expect(page.Locator("#spoken")).ToHaveTextAsync(new Regex("match"));
        await visitor.Check();

        await page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter Name or e-mail: ann" }).ClickAsync();

        await Expect(page.Locator(".count")).ToHaveTextAsync("2 candidates match");
        await Expect(page.GetByLabel("Name or e-mail")).ToHaveValueAsync("");
        await Expect(page.GetByLabel("Workflow state")).ToHaveValueAsync("Offer");
        await Expect(page.Locator("#list thead th")).ToHaveTextAsync(["Candidate", "State", "Jobvite ID"]);

        await page.GetByRole(AriaRole.Link, new() { Name = "Clear all" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/candidates\\?pageSize=25&columns=state(,|%2C)id$"));
        await Expect(page.Locator(".count")).ToHaveTextAsync("3 candidates");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Columns_are_chosen_with_and_without_scripts_and_kept_in_the_address(bool script)
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, script: script);
        var page = visitor.Page;
        await visitor.Open("/jobs?status=Open&sort=name");
        await Expect(page.Locator("#list thead th")).ToHaveTextAsync(["Job", "Status", "Department", "Location", "Candidates", "Last updated"]);

        await page.Locator("summary", new() { HasText = "Columns" }).ClickAsync();
        await page.GetByLabel("Department").And(page.Locator("[type=checkbox]")).UncheckAsync();
        await page.GetByLabel("Remote").CheckAsync();
        if (script)
        {
            await visitor.Picture("jobs-columns-wide-light");
            await visitor.Check();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Show these" }).ClickAsync();

        await Expect(page.Locator("#list thead th")).ToHaveTextAsync(["Job", "Status", "Location", "Candidates", "Remote", "Last updated"]);
        await Expect(page).ToHaveURLAsync(new Regex("status=Open&sort=name&columns=status&columns=location&columns=candidates&columns=remote&columns=updated$"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Location" }).First.ClickAsync();
        await Expect(page.Locator("#list thead th")).ToHaveTextAsync(["Job", "Status", "Location", "Candidates", "Remote", "Last updated"]);
        await Expect(page.Locator("th[aria-sort]")).ToContainTextAsync("Location");

        await page.Locator("summary", new() { HasText = "Columns" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Usual columns" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/jobs\\?status=Open&sort=location$"));
    }

    [Fact]
    public async Task Days_of_applying_are_days_of_the_zone_that_the_page_names()
    {
        var company = await service.Connect("chip-days");
        await new Planted(service.Services, company.CompanyId).Candidate(
            "p1", "Ann", "Lee", Planted.Application("a1", "New") with { SentDate = new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.Zero) });
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/");

        // Half past midnight of the 21st in Berlin.
        await visitor.Open("/candidates?appliedFrom=2026-11-21&appliedTo=2026-11-21&columns=applied");
        await Expect(visitor.Page.Locator(".count")).ToHaveTextAsync("1 candidate matches");
        await Expect(visitor.Page.Locator(".chip")).ToContainTextAsync("Applied: 21 Nov 2026");
        await Expect(visitor.Page.Locator("#list tbody tr")).ToContainTextAsync("21 Nov 2026, 00:30");

        await visitor.Open("/candidates?appliedFrom=2026-11-20&appliedTo=2026-11-20");
        await Expect(visitor.Page.Locator(".count")).ToHaveTextAsync("No candidates match");
    }

    [Theory]
    [InlineData("/candidates?search=a&workflowState=e&appliedFrom=2020-01-01&includeDeleted=true&columns=application,state,source,applied,phone,location,title,company,id,created,updated", "candidates-all")]
    [InlineData("/jobs?status=Open&location=a&includeDeleted=true", "jobs-chips")]
    [InlineData("/onboarding?startDate=2020-01-01&endDate=2030-01-01&columns=status,tasks,hired,kickoff,candidate", "onboarding-chips")]
    [InlineData("/candidates?workflowState=A+workflow+state+that+nobody+has+and+that+is+rather+long+to+read+on+a+phone", "candidates-none")]
    public async Task Lists_with_filters_and_columns_fit_every_screen(string path, string name)
    {
        var tenant = (await service.Known()).TenantId;
        foreach (var (width, theme) in ((int, ColorScheme)[])[(360, ColorScheme.Light), (360, ColorScheme.Dark), (768, ColorScheme.Light), (1440, ColorScheme.Dark), (1440, ColorScheme.Light), (1920, ColorScheme.Light)])
        {
            await using var visitor = await service.SignedIn(tenant, width: width, theme: theme);
            await visitor.Open(path);
            await visitor.Picture($"{name}-{width}-{theme}".ToLowerInvariant());
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }
}
