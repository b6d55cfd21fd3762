using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class FreshTests(ServiceFixture service)
{
    [Theory]
    [InlineData("wide", 1440, 900, ColorScheme.Light)]
    [InlineData("narrow", 360, 740, ColorScheme.Dark)]
    public async Task What_changes_while_a_list_is_open_is_announced_and_shown_when_the_reader_asks(string form, int width, int height, ColorScheme theme)
    {
        var company = await (await service.Connect($"fresh-list-{form}")).Read(SyncKind.Candidates);
        var planted = new Planted(service.Services, company.CompanyId);
        await using var visitor = await service.SignedIn(company.TenantId, null, width, height, theme);
        var (page, list, bar) = (visitor.Page, visitor.Page.Locator("#list"), visitor.Page.Locator(".fresh"));
        await OpenAndListen(visitor, "/candidates?search=Zuse");
        await Expect(bar).ToHaveCountAsync(0);

        await planted.Candidate("fresh-1", "Konrad", "Zuse", Planted.Application("fresh-a1", "Offer"));
        await Expect(bar).ToContainTextAsync("1 record changed.");
        await planted.Candidate("fresh-2", "Horst", "Zuse");
        await Expect(bar).ToContainTextAsync("2 records changed.");
        await Expect(list).Not.ToContainTextAsync("Konrad");
        await visitor.Picture($"fresh-{form}-{theme.ToString().ToLowerInvariant()}");
        await visitor.FitsTheScreen();
        await visitor.Check();

        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(list).ToContainTextAsync("Konrad");
        await Expect(list).ToContainTextAsync("Horst");
        await Expect(bar).ToBeHiddenAsync();
        await planted.Candidate("fresh-2", "Horst Günter", "Zuse");
        await Expect(bar).ToContainTextAsync("1 record changed.");
    }

    [Fact]
    public async Task A_candidates_page_says_when_this_candidate_changed_and_no_other()
    {
        var company = await (await service.Connect("fresh-record")).Read(SyncKind.Candidates);
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Candidate("fresh-1", "Konrad", "Zuse");
        await using var visitor = await service.SignedIn(company.TenantId);
        var bar = visitor.Page.Locator(".fresh");
        await OpenAndListen(visitor, "/candidates/fresh-1");

        await planted.Candidate("fresh-2", "Horst", "Zuse");
        await planted.Candidate("fresh-1", "Konrad Ernst Otto", "Zuse");

        await Expect(bar).ToContainTextAsync("This record changed.");
        await Expect(visitor.Page.Locator("h1")).Not.ToContainTextAsync("Otto");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).First.ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Otto");
        await Expect(bar).ToHaveCountAsync(0);
    }

    private static async Task OpenAndListen(Visitor visitor, string path)
    {
        var listening = visitor.Page.WaitForResponseAsync(answer => answer.Url.Contains("/console/changes", StringComparison.Ordinal));
        await visitor.Open(path);
        Assert.Equal(200, (await listening).Status);
    }
}
