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

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Replay all 2" }).ClickAsync();

        await Expect(visitor.Page.GetByText("2 webhooks queued again.")).ToBeVisibleAsync();
        await visitor.Check();
        await Company.Until(async () => (await company.Records.ListWebhooks(new WebhookFilter { Status = WebhookStatus.Processed }, new PageRequest())).Total == 2);
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
