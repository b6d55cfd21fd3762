using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class SortingTests(ServiceFixture service)
{
    [Fact]
    public async Task A_click_on_a_heading_sorts_by_it_and_another_one_turns_it_round()
    {
        var company = await service.Known();
        var byTitle = await Titles(company, descending: false);
        var back = await Titles(company, descending: true);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/jobs?includeDeleted=true");
        await Expect(Heading(visitor, "Last updated")).ToHaveAttributeAsync("aria-sort", "descending");

        await Heading(visitor, "Job").GetByRole(AriaRole.Link).ClickAsync();

        await Expect(Heading(visitor, "Job")).ToHaveAttributeAsync("aria-sort", "ascending");
        await Expect(visitor.Page.Locator("th[aria-sort]")).ToHaveCountAsync(1);
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("includeDeleted=true&sort=name$"));
        Assert.Equal(byTitle, await visitor.Page.Locator("#list tbody th a").AllInnerTextsAsync());
        await visitor.Check();

        await Heading(visitor, "Job").GetByRole(AriaRole.Link).ClickAsync();

        await Expect(Heading(visitor, "Job")).ToHaveAttributeAsync("aria-sort", "descending");
        Assert.Equal(back, await visitor.Page.Locator("#list tbody th a").AllInnerTextsAsync());
    }

    [Fact]
    public async Task The_order_stays_while_one_searches_and_reads_on()
    {
        var company = await service.Known();
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/candidates?sort=-name");

        await visitor.Page.GetByLabel("Name or e-mail").PressSequentiallyAsync("a");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("search=a&.*sort=-name|sort=-name.*search=a"), new() { Timeout = 15_000 });
        await Expect(Heading(visitor, "Candidate")).ToHaveAttributeAsync("aria-sort", "descending");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("sort=-name.*page=2|page=2.*sort=-name"));
        await Expect(Heading(visitor, "Candidate")).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(visitor.Page.GetByLabel("Name or e-mail")).ToHaveValueAsync("a");
    }

    [Fact]
    public async Task A_heading_is_reached_and_used_with_the_keyboard()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);
        await visitor.Open("/onboarding");

        await Heading(visitor, "Hire date").GetByRole(AriaRole.Link).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(Heading(visitor, "Hire date")).ToHaveAttributeAsync("aria-sort", "descending");
        await visitor.Check();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_narrow_screen_the_order_is_chosen_from_a_list(bool script)
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, width: 360, height: 740, script: script);
        await visitor.Open("/candidates");
        await visitor.FitsTheScreen();

        await visitor.Page.GetByLabel("Sort by").SelectOptionAsync("Last name, A to Z");

        if (!script)
        {
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        }

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("sort=name"), new() { Timeout = 15_000 });
        await Expect(visitor.Page.GetByLabel("Sort by")).ToHaveValueAsync("name");
        if (script)
        {
            await visitor.Check();
            await visitor.Picture("candidates-sorted-narrow");
        }
    }

    [Fact]
    public async Task Webhooks_are_read_from_the_oldest_on()
    {
        var company = await service.Connect("oldest");
        var planted = new Planted(service.Services, company.CompanyId);
        var (first, last) = (await planted.DeadWebhook("p1"), await planted.DeadWebhook("p2"));
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/webhooks?status=dead");
        await Expect(visitor.Page.Locator("#list tbody a").First).ToHaveAttributeAsync("href", new Regex($"{last}"));

        await Heading(visitor, "Received").GetByRole(AriaRole.Link).ClickAsync();

        await Expect(Heading(visitor, "Received")).ToHaveAttributeAsync("aria-sort", "ascending");
        await Expect(visitor.Page.Locator("#list tbody a").First).ToHaveAttributeAsync("href", new Regex($"{first}"));
    }

    [Fact]
    public async Task A_wide_table_that_is_sorted_is_looked_at()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);

        await visitor.Open("/jobs?sort=department");

        await visitor.Check();
        await visitor.Picture("jobs-sorted-wide");
    }

    private static ILocator Heading(Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Columnheader, new() { Name = name, Exact = true });

    private static async Task<IEnumerable<string>> Titles(Company company, bool descending) =>
        (await company.Records.ListJobs(new JobFilter { IncludeDeleted = true }, new PageRequest(Sort: new ListSort(SortColumn.Name, descending)), false))
            .Items.Select(job => job.Title!);
}
