using System.Text.RegularExpressions;
using Jobvite.Sandbox;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Connect;

[Collection(nameof(ConsoleCollection))]
public sealed class ConnectTests(ServiceFixture service)
{
    [Fact]
    public async Task Somebody_new_connects_and_watches_the_data_arrive()
    {
        await using var visitor = await service.SignedIn("newcomer");
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect Jobvite" }).ClickAsync();
        await Fill(page, service.Sandbox.Credentials.ApiSecret);
        await page.GetByLabel("Company id").FillAsync("newcomers-company");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test without saving" }).ClickAsync();
        await Expect(page.Locator("#answer")).ToContainTextAsync("Jobvite Stage accepts these credentials");
        await Expect(page.Locator("#answer")).ToContainTextAsync("Works, answered in");
        await visitor.Check();

        service.Sandbox.Latency = TimeSpan.FromMilliseconds(400);
        try
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

            // Nothing more to click: the first sync is under way.
            await Expect(page).ToHaveURLAsync(new Regex("/setup$"));
            await Expect(page.Locator("section.kind progress").First).ToBeVisibleAsync();
            await Expect(page.Locator(".checklist")).ToContainTextAsync("Waiting for the first webhook");
            await Expect(page.Locator("#url-candidate")).ToHaveTextAsync(new Regex("/webhooks/jobvite/newcomers-company/candidate$"));
            Assert.DoesNotContain(service.Sandbox.Credentials.ApiSecret, await page.ContentAsync(), StringComparison.Ordinal);
            await visitor.Check();
        }
        finally
        {
            service.Sandbox.Latency = TimeSpan.Zero;
        }

        // Without a click or a reload: the page follows the run by itself.
        await Expect(page.Locator("section.kind").Nth(0)).ToContainTextAsync("60 new");
        await Expect(page.Locator("section.kind").Nth(1).Locator(".status")).ToHaveTextAsync("Complete");
        await visitor.Check();
    }

    [Fact]
    public async Task Refused_credentials_are_named_and_nothing_is_saved()
    {
        await using var visitor = await service.SignedIn("mistyped");
        var page = visitor.Page;
        await visitor.Open("/connect");
        await page.GetByLabel("Company id").FillAsync("mistyped-company");
        await Fill(page, "not the secret");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        await Expect(page.Locator("#answer .notice")).ToHaveAttributeAsync("data-tone", "bad");
        await Expect(page.GetByLabel("API secret")).ToHaveValueAsync("not the secret");
        await visitor.Check();
        await visitor.Open("/connect");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connect Jobvite" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_field_that_cannot_be_used_is_named()
    {
        await using var visitor = await service.SignedIn("careless");
        var page = visitor.Page;
        await visitor.Open("/connect");
        await Open(page, "More settings");
        await page.GetByLabel("Company id").FillAsync("no such id!");
        await page.GetByLabel("Minutes between syncs").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

        await Expect(page.Locator("#answer")).ToContainTextAsync("Minutes between syncs");
        await visitor.Check();
    }

    [Fact]
    public async Task A_stored_secret_stays_unless_it_is_replaced()
    {
        var company = await service.Connect("keeps-secrets");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/connect");
        await Open(page, "What is synced");
        await page.GetByLabel("Minutes between syncs").FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();

        var configuration = (await company.Grain.GetConfiguration(new(company.TenantId)))!;
        Assert.Equal(30, configuration.SyncConfig.IntervalMinutes);
        Assert.True(configuration is { HasApiSecret: true, HasWebhookSigningKey: true, HasServiceAccount: true });
        Assert.DoesNotContain(service.Sandbox.Credentials.ApiKey, await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clearing_the_signing_key_is_said_and_shown_as_a_problem()
    {
        var company = await service.Connect("clears");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/connect");
        await Open(page, "Webhooks");
        await page.GetByRole(AriaRole.Radiogroup, new() { Name = "Signing key" }).GetByLabel("Clear").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".checklist")).ToContainTextAsync("You get it from Jobvite");
        await Expect(page.Locator("#setup")).ToContainTextAsync("Webhooks are refused");
        await visitor.Open("/");

        await Expect(page.Locator(".problems")).ToContainTextAsync("Webhooks are refused");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add the key" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/connect#webhooks$"));
    }

    [Fact]
    public async Task Disconnecting_needs_the_company_id()
    {
        var company = await service.Connect("leaves");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/connect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect" }).ClickAsync();
        await Expect(page.GetByText("Nothing was disconnected")).ToBeVisibleAsync();
        Assert.NotNull(await company.Grain.GetConfiguration(new(company.TenantId)));

        await page.GetByLabel("Disconnect").FillAsync(company.CompanyId);
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect" }).ClickAsync();
        await Expect(page.GetByText("Jobvite is disconnected. The stored records are kept.")).ToBeVisibleAsync();
        Assert.Null(await company.Grain.GetConfiguration(new(company.TenantId)));
    }

    [Fact]
    public async Task Our_public_key_can_be_taken_along_as_a_file()
    {
        var company = await service.Connect("takes-key");
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/connect");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());

        Assert.Equal($"jobvite-{company.CompanyId}-public-key.pem", download.SuggestedFilename);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_at_Jobvite_is_named_and_goes_away_when_it_is_repaired()
    {
        var company = await service.Connect("breaks", Grains.Interfaces.SyncKind.Jobs);
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        service.Sandbox.Permissions = new SandboxPermissions { Candidate = false };
        try
        {
            await company.Read(Grains.Interfaces.SyncKind.Candidates);
            await visitor.Open("/");
            await Expect(page.Locator(".problems")).ToContainTextAsync("Jobvite refused the credentials at the candidate endpoint");
            await page.GetByRole(AriaRole.Button, new() { Name = "Test now" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.List, new() { Name = "Result for each part of Jobvite" })).ToContainTextAsync("Works, answered in");
            await visitor.Picture("problem-wide-light");
            await visitor.Check();
        }
        finally
        {
            service.Sandbox.Permissions = new SandboxPermissions();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Try again to read candidates" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/sync/runs/"));
        await Expect(page.Locator("#run .status")).ToHaveTextAsync("Complete");
        await visitor.Check();

        // Health is judged every few seconds, and the page is as old as its last visit. Onboarding has not been read yet, so not everything is well.
        var well = page.GetByText("Nothing is wrong so far");
        for (var visits = 0; visits < 30 && !await well.IsVisibleAsync(); visits++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            await visitor.Open("/");
        }

        await Expect(well).ToBeVisibleAsync();
    }

    private async Task Fill(IPage page, string secret)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "API key" }).FillAsync(service.Sandbox.Credentials.ApiKey);
        await page.GetByLabel("API secret").FillAsync(secret);
        await Open(page, "More settings");
        await page.GetByLabel("Signing key").FillAsync(service.Sandbox.Credentials.WebhookSigningKey);
    }

    private static Task Open(IPage page, string section) => page.Locator("details.section > summary").Filter(new() { HasText = section }).First.ClickAsync();
}
