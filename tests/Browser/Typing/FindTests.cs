using System.Text.RegularExpressions;
using Jobvite.Browser.Tests.Records;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Typing;

/// <summary>Anything is found from anywhere, without the mouse.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class FindTests(ServiceFixture service)
{
    [Theory]
    [InlineData("Control+k")]
    [InlineData("/")]
    public async Task A_key_opens_the_search_and_another_the_result(string key)
    {
        var company = await service.Connect("finds");
        await new Planted(service.Services, company.CompanyId).Candidate("p1", "Zoë", "Ångström");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/sync");
        await page.Keyboard.PressAsync(key);
        await page.Keyboard.TypeAsync("angstr");
        await Expect(page.Locator("#found")).ToContainTextAsync("Zoë Ångström");
        await Expect(page).ToHaveURLAsync(new Regex("/sync$"));
        await visitor.Picture("find-wide-light");
        await visitor.Check();

        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("/candidates/p1$"));
    }

    [Fact]
    public async Task Ids_of_webhooks_and_runs_are_found_too()
    {
        var company = await service.Connect("finds-ids", Grains.Interfaces.SyncKind.Jobs);
        var webhook = await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        var run = (await company.Grain.GetDiagnostics(new(company.TenantId)))!.Schedules[0].LastRun!.RunId;
        await using var visitor = await service.SignedIn(company.TenantId, script: false);

        await visitor.Open($"/find?q={webhook}");
        await Expect(visitor.Page.Locator("#found a")).ToHaveAttributeAsync("href", $"/webhooks/{webhook}");
        await visitor.Open($"/find?q={run}");
        await Expect(visitor.Page.Locator("#found a")).ToHaveAttributeAsync("href", $"/sync/runs/{run}");
    }

    [Fact]
    public async Task Keys_go_to_pages_and_can_be_switched_off()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);
        var page = visitor.Page;
        await visitor.Open("/");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("w");
        await Expect(page).ToHaveURLAsync(new Regex("/webhooks$"));

        await page.Keyboard.PressAsync("?");
        await visitor.Check();
        await page.GetByLabel("Use shortcuts of single keys in this browser").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#find")).ToBeHiddenAsync();
    }
}
