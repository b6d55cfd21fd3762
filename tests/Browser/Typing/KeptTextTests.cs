using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Typing;

/// <summary>Whatever happens to a request, nothing is sent that nobody asked for, and nothing that was typed is lost.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class KeptTextTests(ServiceFixture service)
{
    [Fact]
    public async Task A_test_that_gets_no_answer_saves_nothing_and_keeps_what_was_typed()
    {
        var company = await service.Connect("no-answer");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/connect");
        await Open(page, "What is synced");
        await page.GetByLabel("Minutes between syncs").FillAsync("77");
        var sent = 0;
        await page.RouteAsync("**/connect", async route =>
        {
            if (route.Request.Method == "POST" && ++sent == 1)
            {
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });

        await page.GetByRole(AriaRole.Button, new() { Name = "Test without saving" }).ClickAsync();

        await Expect(page.Locator(".told")).ToContainTextAsync("No answer came");
        await Expect(page.GetByLabel("Minutes between syncs")).ToHaveValueAsync("77");
        Assert.Equal(1, sent);
        Assert.NotEqual(77, (await company.Grain.GetConfiguration(new(company.TenantId)))!.SyncConfig.IntervalMinutes);
        await visitor.Check();
    }

    [Fact]
    public async Task Two_tabs_do_not_overwrite_each_other()
    {
        var company = await service.Connect("two-tabs");
        await using var visitor = await service.SignedIn(company.TenantId);
        var first = visitor.Page;
        var second = await visitor.Context.NewPageAsync();
        foreach (var (page, minutes) in new[] { (first, "41"), (second, "42") })
        {
            await page.GotoAsync("/connect");
            await Open(page, "What is synced");
            await page.GetByLabel("Minutes between syncs").FillAsync(minutes);
        }

        await first.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(first.GetByText("Saved.")).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(second.Locator("#answer")).ToContainTextAsync("Minutes between syncs is now 41.");
        await Expect(second.GetByLabel("Minutes between syncs")).ToHaveValueAsync("42");
        Assert.Equal(41, await Minutes(company));

        await second.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(second.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal(42, await Minutes(company));
    }

    [Fact]
    public async Task What_was_typed_survives_a_session_that_ended()
    {
        var company = await service.Connect("session-ends");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/connect");
        await Open(page, "What is synced");
        await page.GetByLabel("Minutes between syncs").FillAsync("55");
        await visitor.Context.ClearCookiesAsync(new() { Name = "jobvite" });

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.Locator(".told")).ToContainTextAsync("Your session has ended, and nothing was sent");
        await Expect(page.GetByLabel("Minutes between syncs")).ToHaveValueAsync("55");

        var other = await visitor.Context.RunAndWaitForPageAsync(() => page.Locator(".told a").ClickAsync());
        await other.GetByLabel("Access token").FillAsync($"export TOKEN={service.Token(company.TenantId)}");
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal(55, await Minutes(company));
    }

    [Fact]
    public async Task A_search_without_a_connection_keeps_the_page_and_runs_when_it_is_back()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);
        var page = visitor.Page;
        await visitor.Open("/candidates");
        await visitor.Context.SetOfflineAsync(true);

        await page.GetByLabel("Name or e-mail").PressSequentiallyAsync("nobody-is-called-so");

        await Expect(page.Locator("#offline")).ToBeVisibleAsync();
        await Expect(page.Locator("#list")).ToContainTextAsync("The service cannot be reached");
        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(25);
        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/candidates"));

        await visitor.Context.SetOfflineAsync(false);
        await Expect(page.Locator("#list")).ToContainTextAsync("Nothing matches");
        await Expect(page.Locator("#offline")).ToBeHiddenAsync();
        await Expect(page.GetByLabel("Name or e-mail")).ToHaveValueAsync("nobody-is-called-so");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_beside_its_field()
    {
        await using var visitor = await service.SignedIn("all-at-once");
        var page = visitor.Page;
        await visitor.Open("/connect");
        Assert.InRange(await page.Locator("main form input:visible, main form textarea:visible, main form select:visible").CountAsync(), 1, 6);
        await Open(page, "More settings");
        await page.GetByLabel("Company id").FillAsync("no such id!");
        await page.GetByLabel("Minutes between syncs").FillAsync("2");
        await page.GetByLabel("Jobvite's public key").FillAsync("no key");

        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        foreach (var label in (string[])["Company ID", "API key", "API secret", "Minutes between syncs", "Jobvite's public key"])
        {
            await Expect(page.Locator("#answer")).ToContainTextAsync(label);
            await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = label }).First).ToHaveAttributeAsync("aria-invalid", "true");
        }

        await Expect(page.Locator(".field-error")).ToHaveCountAsync(5);
        await visitor.Picture("connect-errors-wide-light");
        await visitor.Check();
    }

    [Fact]
    public async Task Refused_credentials_are_explained_once()
    {
        await using var visitor = await service.SignedIn("explained-once");
        var page = visitor.Page;
        await visitor.Open("/connect");
        await page.GetByLabel("Company id").FillAsync("explained-company");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "API key" }).FillAsync(service.Sandbox.Credentials.ApiKey);
        await page.GetByLabel("API secret").FillAsync("not the secret");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test without saving" }).ClickAsync();

        await Expect(page.Locator("#answer .notice")).ToHaveAttributeAsync("data-tone", "bad");
        var text = await page.Locator("#answer").InnerTextAsync();
        Assert.Single(Regex.Matches(text, "refused the credentials", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("authScheme (", text, StringComparison.Ordinal);
        await visitor.Picture("connect-refused-wide-light");
    }

    private static async Task<int> Minutes(Company company) => (await company.Grain.GetConfiguration(new(company.TenantId)))!.SyncConfig.IntervalMinutes;

    private static Task Open(IPage page, string section) => page.Locator("details.section > summary").Filter(new() { HasText = section }).First.ClickAsync();
}
