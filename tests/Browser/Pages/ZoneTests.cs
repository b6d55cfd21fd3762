using System.Text.RegularExpressions;
using Jobvite.Browser.Tests.Records;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Pages;

/// <summary>One clock: tables, filters and charts show times in the same zone, and the page says which.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class ZoneTests(ServiceFixture service)
{
    [Theory]
    [InlineData("Pacific/Kiritimati", 14)]
    [InlineData("Pacific/Niue", -11)]
    public async Task A_table_a_filter_and_a_chart_have_the_same_days(string zone, int hours)
    {
        var company = await service.Connect($"zone{hours}");
        await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(company.TenantId, zone: zone);
        var page = visitor.Page;
        var day = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(hours));
        await visitor.Open("/webhooks");

        await Expect(page.Locator(".foot")).ToContainTextAsync(zone);
        await Expect(page.Locator("#list tbody th")).ToContainTextAsync(day.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture));

        // The last bar is today's in this zone, and leads to the list of that day, in which the webhook is.
        var bar = page.Locator(".column").Last;
        Assert.Contains($"dateFrom={day:yyyy-MM-dd}", await bar.GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Equal(1, await bar.Locator("rect.series-3").CountAsync());
        await page.GotoAsync((await bar.GetAttributeAsync("href"))!);
        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync($"/webhooks?dateTo={day.AddDays(-1):yyyy-MM-dd}");
        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_zone_can_be_chosen_and_the_browsers_is_back_on_request()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);
        var page = visitor.Page;
        await visitor.Open("/sync");
        await Expect(page.Locator(".foot")).ToContainTextAsync("Europe/Berlin (UTC+");
        await page.Locator(".foot").GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use UTC" }).ClickAsync();
        await Expect(page.Locator(".foot")).ToContainTextAsync("Times are in UTC.");
        await visitor.Open("/sync");
        var shown = await page.Locator("table time").First.InnerTextAsync();
        Assert.Equal(DateTimeOffset.Parse((await page.Locator("table time").First.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture).ToString("d MMM yyyy, HH:mm", System.Globalization.CultureInfo.InvariantCulture), shown);
        await visitor.Check();

        await visitor.Open("/time-zone");
        await page.GetByLabel("Time zone", new() { Exact = true }).FillAsync("Nowhere/Land");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this zone" }).ClickAsync();
        await Expect(page.Locator(".field-error")).ToContainTextAsync("There is no such zone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use my browser" }).ClickAsync();
        await Expect(page.Locator(".foot")).ToContainTextAsync(new Regex("Europe/Berlin"));
    }

    [Fact]
    public async Task A_chart_of_nothing_draws_no_axes()
    {
        var company = await service.Connect("no-events");
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/webhooks");

        await Expect(visitor.Page.GetByText("No webhooks in the last 7 days.")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".chart svg")).ToHaveCountAsync(0);
    }
}
