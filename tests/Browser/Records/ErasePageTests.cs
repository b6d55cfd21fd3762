using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class ErasePageTests(ServiceFixture service)
{
    [Theory]
    [InlineData("wide", 1440, 900)]
    [InlineData("narrow", 360, 740)]
    public async Task Somebody_is_erased_after_the_id_was_typed_and_listed_without_a_name(string form, int width, int height)
    {
        var company = await service.Connect($"erased-{form}");
        await new Planted(service.Services, company.CompanyId).Candidate("person-1", "Ada", "Byron", Planted.Application("application-1", "Offer", null));
        await using var visitor = await service.SignedIn(company.TenantId, null, width, height, ColorScheme.Light);
        await visitor.Open("/candidates/person-1/erase");
        await visitor.Page.GetByLabel("Reason").FillAsync("Ticket 4711");
        await visitor.Page.GetByLabel("Confirm").FillAsync("person-2");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Erase this person" }).ClickAsync();
        await Expect(visitor.Page.GetByText("Nothing was erased")).ToBeVisibleAsync();
        await visitor.Picture($"erase-{form}-light");
        await visitor.FitsTheScreen();

        await visitor.Page.GetByLabel("Confirm").FillAsync("person-1");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Erase this person" }).ClickAsync();

        await Expect(visitor.Page.GetByText("The person is erased.")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Ticket 4711");
        await Expect(visitor.Page.Locator("main")).Not.ToContainTextAsync("Byron");
        await visitor.Picture($"erased-people-{form}-light");
        await visitor.FitsTheScreen();
        await visitor.Check();
        Assert.Null(await company.Records.GetCandidate("person-1"));
        await visitor.Open("/audit?action=candidate.erase");
        await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await visitor.Picture($"audit-erased-{form}-light");
    }

    [Fact]
    public async Task What_is_not_to_be_stored_is_ticked_in_the_settings()
    {
        var company = await service.Connect("excluding");
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/connect");
        await visitor.Page.GetByText("What is synced").ClickAsync();
        await visitor.Page.GetByLabel("E-mail and telephone numbers").CheckAsync();
        await visitor.Picture("connect-excluded");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();

        await Company.Until(async () => (await company.Grain.GetConfiguration(new(company.TenantId)))!.SyncConfig.ExcludedFields is ["candidate.contact"]);
    }
}
