using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.SetupLinks;

[Collection(nameof(ConsoleCollection))]
public sealed class SetupLinkTests(ServiceFixture service)
{
    private const string Path = "/api/integrations/jobvite/setup-links";

    [Fact]
    public async Task An_administrator_without_an_account_connects_watches_the_sync_and_goes_back()
    {
        await using var visitor = await service.NewVisitor();
        var page = visitor.Page;
        using var host = service.NewClient("setup-by-link");
        var link = await New(host, new { expiresInHours = 2, returnUrl = new Uri(service.Address, "/sign-in?reason=signed-out").ToString() });

        await page.GotoAsync(link["url"]!.GetValue<string>());
        await Expect(page).ToHaveURLAsync(new Regex("/setup-link$"));
        await page.GetByText("No: show me what to send to Jobvite's support").ClickAsync();
        await Expect(page.Locator("#support-text")).ToContainTextAsync("An API key and secret");
        await visitor.Check();
        await visitor.FitsTheScreen();
        await visitor.Picture("setup-link-start-wide-light");

        await page.GetByRole(AriaRole.Textbox, new() { Name = "API key" }).FillAsync(service.Sandbox.Credentials.ApiKey);
        await page.GetByLabel("API secret").FillAsync(service.Sandbox.Credentials.ApiSecret);
        await page.GetByLabel("Company id").FillAsync("company-by-link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test without saving" }).ClickAsync();
        await Expect(page.Locator("#answer")).ToContainTextAsync("Jobvite Stage accepts these credentials");
        await Expect(page.Locator("#answer")).ToContainTextAsync("Works, answered in");
        await visitor.Picture("setup-link-tested-wide-light");

        service.Sandbox.Latency = TimeSpan.FromMilliseconds(300);
        try
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Almost there" })).ToBeVisibleAsync();
            await Expect(page.Locator("section.kind progress").First).ToBeVisibleAsync();
            await Expect(page.Locator("#url-candidate")).ToHaveTextAsync(new Regex("/webhooks/jobvite/company-by-link/candidate$"));
            await visitor.Check();
            await visitor.Picture("setup-link-syncing-wide-light");
        }
        finally
        {
            service.Sandbox.Latency = TimeSpan.Zero;
        }

        // By itself.
        await Expect(page.Locator("section.kind").Nth(0).Locator(".status")).ToHaveTextAsync("Complete");
        await Expect(page.Locator("section.kind").Nth(1).Locator(".status")).ToHaveTextAsync("Complete");
        await Expect(page.Locator(".checklist")).ToContainTextAsync("Waiting for the first webhook");

        await page.GetByRole(AriaRole.Link, new() { Name = "Enter the signing key" }).ClickAsync();
        await page.GetByLabel("Signing key").FillAsync(service.Sandbox.Credentials.WebhookSigningKey);
        await visitor.Check();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await visitor.Check();
        await visitor.FitsTheScreen();
        await visitor.Picture("setup-link-done-wide-light");

        var person = (await Somebody("company-by-link"))!;
        await visitor.SeesNothingOf(person);
        await page.GetByRole(AriaRole.Link, new() { Name = $"Go back to {service.Address.Host}" }).First.ClickAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_revoked_link_is_said_on_the_open_page_and_leads_to_what_to_do()
    {
        await using var visitor = await service.NewVisitor(width: 360, height: 740, theme: ColorScheme.Dark);
        var page = visitor.Page;
        using var host = service.NewClient("tenant-setup-revoked");
        await service.Connect("setup-revoked");
        var link = await New(host, new { });
        await page.GotoAsync(link["url"]!.GetValue<string>());
        await Expect(page.Locator(".checklist")).ToContainTextAsync("Waiting for the first webhook");
        await visitor.Check();
        await visitor.FitsTheScreen();
        await visitor.Picture("setup-link-narrow-dark");

        await Expect(page.GetByText("This setup link is about to end, or has ended")).ToBeHiddenAsync();
        await host.DeleteAsync(new Uri($"{Path}/{link["id"]}", UriKind.Relative), TestContext.Current.CancellationToken);

        await Expect(page.GetByText("This setup link is about to end, or has ended")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This setup link does not work" })).ToBeVisibleAsync();
        await visitor.Check();
        await visitor.Picture("setup-link-over-narrow-dark");
    }

    private static async Task<JsonNode> New(HttpClient host, object body)
    {
        using var answer = await host.PostAsJsonAsync(new Uri(Path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private async Task<CandidateView?> Somebody(string companyId) =>
        (await service.Services.GetRequiredService<IGrainFactory>().GetGrain<IRecordReaderGrain>(CompanyKey.Of(companyId).ToString()).ListCandidates(new(), new(1, 50), includeRaw: false))
        .Items.FirstOrDefault(person => person is { LastName.Length: > 3, Email: not null });
}
