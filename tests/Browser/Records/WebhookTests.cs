using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class WebhookTests(ServiceFixture service)
{
    [Fact]
    public async Task A_dead_webhook_is_seen_replayed_and_applied()
    {
        var company = await service.Connect("dead-one", SyncKind.Jobs);
        var id = await new Planted(service.Services, company.CompanyId).DeadWebhook(service.Sandbox.World.CandidateIds[3]);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/webhooks");
        await visitor.Page.GetByLabel("Status").SelectOptionAsync("dead");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("status=dead"));
        await visitor.Page.Locator("#list tbody th a").ClickAsync();
        await Expect(visitor.Page.GetByText("Failed for good")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("status 503");
        await visitor.Check();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();

        await Expect(visitor.Page.GetByText("Queued again")).ToBeVisibleAsync();
        await Company.Until(async () => (await company.Records.GetWebhook(id))!.Event.Status == WebhookStatus.Processed);
        await visitor.Open($"/webhooks/{id}");
        await Expect(visitor.Page.Locator(".status").First).ToHaveTextAsync("Processed");
    }

    [Fact]
    public async Task All_that_match_are_replayed_at_once()
    {
        var company = await service.Connect("dead-many", SyncKind.Jobs);
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.DeadWebhook(service.Sandbox.World.CandidateIds[4]);
        await planted.DeadWebhook(service.Sandbox.World.CandidateIds[5]);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/webhooks?status=dead");

        await visitor.Page.Locator("#list").GetByRole(AriaRole.Button, new() { Name = "Replay all 2" }).ClickAsync();

        await Expect(visitor.Page.GetByText("2 webhooks queued again.")).ToBeVisibleAsync();
        await visitor.Check();
        await Company.Until(async () => (await company.Records.ListWebhooks(new WebhookFilter { Status = WebhookStatus.Processed }, new PageRequest())).Total == 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_of_a_cause_are_found_and_replayed_from_one_row(bool script)
    {
        var company = await service.Connect($"dead-cause-{script}", SyncKind.Jobs);
        var planted = new Planted(service.Services, company.CompanyId);
        for (var i = 6; i < 9; i++)
        {
            await planted.DeadWebhook(service.Sandbox.World.CandidateIds[i]);
        }

        await planted.DeadWebhook(service.Sandbox.World.CandidateIds[9], error: "Jobvite refused the credentials at the candidate endpoint.");
        await using var visitor = await service.SignedIn(company.TenantId, script: script);
        var page = visitor.Page;
        await visitor.Open("/webhooks");
        var row = page.GetByRole(AriaRole.Region, new() { Name = "Causes" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "status 503" });

        await row.GetByRole(AriaRole.Link, new() { Name = "Show these" }).ClickAsync();
        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("#list")).ToContainTextAsync("Failed and dead webhooks with one cause");
        if (script)
        {
            await visitor.Check();
        }

        await row.GetByRole(AriaRole.Button, new() { Name = "Replay all 3" }).ClickAsync();
        await Expect(page.GetByText("3 webhooks queued again.")).ToBeVisibleAsync();
        await Company.Until(async () => (await company.Records.ListWebhooks(new WebhookFilter { Status = WebhookStatus.Processed }, new PageRequest())).Total == 3);
        Assert.Equal(1, (await company.Records.ListWebhooks(new WebhookFilter { Status = WebhookStatus.Dead }, new PageRequest())).Total);
    }

    [Fact]
    public async Task Ticked_webhooks_are_replayed_and_no_others()
    {
        var company = await service.Connect("dead-ticked", SyncKind.Jobs);
        var planted = new Planted(service.Services, company.CompanyId);
        for (var i = 10; i < 14; i++)
        {
            await planted.DeadWebhook(service.Sandbox.World.CandidateIds[i]);
        }

        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/webhooks?status=dead");
        await page.GetByLabel("Choose all on this page").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Replay selected (4)" })).ToBeVisibleAsync();
        await page.Locator("#list tbody input[type=checkbox]").Nth(0).UncheckAsync();
        await page.Locator("#list tbody input[type=checkbox]").Nth(3).UncheckAsync();
        await visitor.Picture("webhooks-ticked-wide-light");
        await visitor.Check();

        await page.GetByRole(AriaRole.Button, new() { Name = "Replay selected (2)" }).ClickAsync();

        await Expect(page.GetByText("2 webhooks queued again.")).ToBeVisibleAsync();
        await Company.Until(async () => (await company.Records.ListWebhooks(new WebhookFilter { Status = WebhookStatus.Processed }, new PageRequest())).Total == 2);
        Assert.Equal(2, (await company.Records.ListWebhooks(new WebhookFilter { Status = WebhookStatus.Dead }, new PageRequest())).Total);
    }

    [Fact]
    public async Task Nothing_ticked_is_said_without_leaving_the_page()
    {
        var company = await service.Connect("dead-none");
        await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/webhooks");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Replay selected" }).ClickAsync();

        await Expect(visitor.Page.GetByText("Tick at least one webhook. Nothing was queued again.")).ToBeVisibleAsync();
        await visitor.Check();
    }

    [Fact]
    public async Task Whoever_follows_the_list_sees_what_comes_without_reloading()
    {
        var company = await service.Connect("live");
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.DeadWebhook("p1");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/webhooks");
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).ClickAsync();
        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await visitor.Check();

        await planted.DeadWebhook("p2");

        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Stop following" }).ClickAsync();
        await Expect(page.Locator("#list tbody input[type=checkbox]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_chart_of_hours_leads_to_the_webhooks_of_an_hour()
    {
        var company = await service.Connect("hours");
        await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        await visitor.Open("/webhooks?range=24h");
        await page.GotoAsync((await page.Locator(".column:has(.series-3)").GetAttributeAsync("href"))!);

        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Any time" })).ToBeVisibleAsync();
        await visitor.Check();
        await page.GotoAsync((await page.Locator(".column").First.GetAttributeAsync("href"))!);
        await Expect(page.Locator("#list tbody tr")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Several_causes_are_readable_on_every_screen()
    {
        var company = await service.Connect("causes", SyncKind.Jobs);
        var planted = new Planted(service.Services, company.CompanyId);
        var ids = service.Sandbox.World.CandidateIds;
        for (var i = 20; i < 40; i++)
        {
            await planted.DeadWebhook(ids[i]);
        }

        for (var i = 40; i < 43; i++)
        {
            await planted.DeadWebhook(ids[i], error: $"Jobvite has no such record at the candidate endpoint. Jobvite said: \"No candidate {ids[i]}\". Check the id, and whether the record was deleted in Jobvite.");
        }

        await planted.DeadWebhook(ids[43], error: "Jobvite refused the credentials at the candidate endpoint. Check the API key, secret, environment and header scheme (hmac), and ask Jobvite whether this key is allowed on the candidate endpoint. The event waits until that is over.");
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.SignedIn(company.TenantId, width: width, height: height, theme: theme);
            await visitor.Open("/webhooks?range=24h");
            await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Causes" }).Locator("tbody tr")).ToHaveCountAsync(3);
            await visitor.Picture($"webhooks-causes-{form}");
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }

    [Fact]
    public async Task A_body_of_any_bytes_is_shown_as_text_that_hides_nothing()
    {
        var company = await service.Connect("bytes");
        var id = await new Planted(service.Services, company.CompanyId).DeadWebhook("p1", "not json \u202E\u0007 <b>bold</b>");
        await using var visitor = await service.SignedIn(company.TenantId);

        await visitor.Open($"/webhooks/{id}");
        await visitor.Page.Locator("#raw").GetByRole(AriaRole.Link, new() { Name = "Show" }).ClickAsync();

        await Expect(visitor.Page.Locator("pre.raw")).ToHaveTextAsync(@"not json \u202e\u0007 <b>bold</b>");
        await visitor.Check();
    }
}
