using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.SetupLinks;

/// <summary>Setup links are made, handed over and revoked in the console.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class SetupLinksPageTests(ServiceFixture service)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light, true)]
    [InlineData(360, ColorScheme.Dark, true)]
    [InlineData(1440, ColorScheme.Light, false)]
    public async Task A_link_is_made_copied_opened_by_somebody_else_and_revoked(int width, ColorScheme theme, bool script)
    {
        await using var visitor = await service.SignedIn($"tenant-links-{width}-{script}".ToLowerInvariant(), width: width, theme: theme, script: script);
        var page = visitor.Page;
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.Open("/connect");
        await page.GetByRole(AriaRole.Link, new() { Name = "Setup links" }).ClickAsync();
        await Expect(page.GetByText("No live links")).ToBeVisibleAsync();
        await Look("none");

        await page.GetByLabel("Hours until it ends").FillAsync("500");
        await page.GetByLabel("Return address").FillAsync("https://app.example.com/integrations");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make link" }).ClickAsync();
        await Expect(page.Locator(".field-error")).ToHaveTextAsync("Must be from 1 to 168.");
        await Expect(page.GetByLabel("Return address")).ToHaveValueAsync("https://app.example.com/integrations");
        await page.GetByLabel("Hours until it ends").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make link" }).ClickAsync();

        var url = await page.Locator("#setup-link").InnerTextAsync();
        Assert.Contains("/setup-link/open/", url, StringComparison.Ordinal);
        await Expect(page.Locator("main")).ToContainTextAsync("They see no candidate and no other page.");
        await Look("made");
        if (script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Copy Setup link" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copied Setup link" })).ToBeVisibleAsync();
            Assert.Equal(url, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        }

        await using var administrator = await service.NewVisitor();
        await administrator.Page.GotoAsync(url);
        await Expect(administrator.Page).ToHaveURLAsync(new Regex("/setup-link$"));

        await visitor.Open("/connect/setup-links");
        await Expect(page.Locator("main")).Not.ToContainTextAsync(url[^20..]);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("ada@example.com");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Opened 1 time");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("in 2 h");
        await Look("listed");

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(page.GetByText("The link is revoked")).ToBeVisibleAsync();
        await Expect(page.GetByText("No live links")).ToBeVisibleAsync();
        await administrator.Page.ReloadAsync();
        await Expect(administrator.Page.GetByRole(AriaRole.Heading, new() { Name = "This setup link does not work" })).ToBeVisibleAsync();

        async Task Look(string name)
        {
            await visitor.FitsTheScreen();
            if (script)
            {
                await visitor.Picture($"setup-links-{name}-{width}-{theme}".ToLowerInvariant());
                await visitor.Check();
            }
        }
    }
}
