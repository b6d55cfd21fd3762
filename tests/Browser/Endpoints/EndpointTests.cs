using System.Text.RegularExpressions;
using Jobvite.Browser.Tests.Records;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Endpoints;

[Collection(nameof(ConsoleCollection))]
public sealed class EndpointTests(ServiceFixture service)
{
    [Fact]
    public async Task An_endpoint_is_added_tested_and_sent_what_changes()
    {
        await using var receiver = await Receiver.Start();
        var company = await service.Connect("endpoint-added", SyncKind.Jobs);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/endpoints");
        await Expect(visitor.Page.GetByText("No endpoints yet")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Add endpoint" }).ClickAsync();

        await visitor.Page.GetByLabel("Endpoint URL").FillAsync("ftp://example.com");
        await visitor.Page.GetByLabel("Description").FillAsync("Candidate portal");
        await visitor.Page.GetByLabel("Only these types").CheckAsync();
        await visitor.Page.Locator("input[value='job.*']").CheckAsync();
        await Press("Add endpoint");
        await Expect(visitor.Page.Locator("#url-error")).ToContainTextAsync("https://");
        await Expect(visitor.Page.GetByLabel("Description")).ToHaveValueAsync("Candidate portal");
        await Expect(visitor.Page.Locator("input[value='job.*']")).ToBeCheckedAsync();
        await visitor.Check();

        await visitor.Page.GetByLabel("Endpoint URL").FillAsync(receiver.Url);
        await Press("Add endpoint");
        await Expect(visitor.Page.Locator("#secret")).ToHaveTextAsync(new Regex("^whsec_[A-Za-z0-9+/]{43}=$"));
        var secret = await visitor.Page.Locator("#secret").InnerTextAsync();
        await visitor.Check();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "I have copied it" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Candidate portal");
        await Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync(secret);

        await Press("Send test");
        await Expect(visitor.Page.Locator("#answer")).ToContainTextAsync("The endpoint took the test request");
        Assert.Contains("endpoint.test", Assert.Single(receiver.Taken).Body, StringComparison.Ordinal);

        await new Planted(service.Services, company.CompanyId).Job("job-new", "Gardener", "Outdoors");
        await Company.Until(() => Task.FromResult(receiver.Taken.Any(one => one.Body.Contains("job.created", StringComparison.Ordinal))));
        await Company.Until(async () => (await List(company)).Items.Any(one => one.Status == DeliveryStatus.Delivered));
        await visitor.Page.ReloadAsync();
        await visitor.Page.Locator("#list tbody th a").First.ClickAsync();
        await Expect(visitor.Page.Locator(".status").First).ToHaveTextAsync("Delivered");
        await Expect(visitor.Page.Locator("pre.raw")).ToContainTextAsync("job-new");
        await visitor.Check();

        Task Press(string button) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    [Fact]
    public async Task What_an_endpoint_does_not_take_is_seen_with_its_answer_and_resent()
    {
        await using var receiver = await Receiver.Start();
        receiver.Status = 503;
        var company = await service.Connect("endpoint-down", SyncKind.Jobs);
        var endpoint = await Add(company, receiver);
        await new Planted(service.Services, company.CompanyId).Job("job-late", "Baker", "Early");
        await Company.Until(async () => (await List(company)).Items.Any(one => one.Status == DeliveryStatus.Retrying));
        await using var visitor = await service.SignedIn(company.TenantId);

        await visitor.Open("/endpoints");
        await Expect(visitor.Page.Locator("tbody .status")).ToHaveTextAsync("Failing");
        await visitor.Page.Locator("tbody th a").ClickAsync();
        await visitor.Page.GetByLabel("Status").SelectOptionAsync("retrying");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("status=retrying"));
        await visitor.Page.Locator("#list tbody th a").ClickAsync();
        await Expect(visitor.Page.Locator(".timeline")).ToContainTextAsync("503");
        await Expect(visitor.Page.Locator(".timeline pre")).ToHaveTextAsync("<html><body>out of <b>order</b></body></html>");
        await visitor.Check();

        receiver.Status = 200;
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Resend" }).ClickAsync();
        await Expect(visitor.Page.GetByText("It is sent again now.")).ToBeVisibleAsync();
        await Company.Until(async () => (await List(company)).Items.All(one => one.Status == DeliveryStatus.Delivered));

        await visitor.Open($"/endpoints/{endpoint.Id}");
        await visitor.Page.GetByLabel("Everything since the time below").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(visitor.Page.Locator("#since-error")).ToBeVisibleAsync();

        // The reader's clocks: the same in UTC would be in the future.
        var berlin = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        await visitor.Page.Locator("#since").FillAsync(berlin.AddMinutes(-30).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(visitor.Page.GetByText("sent again, as fast as the endpoint takes them.")).ToBeVisibleAsync();
        await visitor.Check();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_endpoint_is_disabled_enabled_given_a_new_secret_and_deleted_with_and_without_scripts(bool script)
    {
        await using var receiver = await Receiver.Start();
        var company = await service.Connect($"endpoint-{(script ? "script" : "plain")}", SyncKind.Jobs);
        var endpoint = await Add(company, receiver);
        await using var visitor = await service.SignedIn(company.TenantId, script: script);
        await visitor.Open($"/endpoints/{endpoint.Id}");

        await Press("Send test");
        await Expect(visitor.Page.Locator("#answer")).ToContainTextAsync("The endpoint took the test request");
        await Press("Disable");
        await Expect(visitor.Page.Locator(".lead .status")).ToHaveTextAsync("Disabled");
        await Press("Enable");
        await Expect(visitor.Page.Locator(".lead .status")).ToHaveTextAsync("Enabled");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await visitor.Page.GetByLabel("Requests a second").FillAsync("7");
        await Press("Save");
        await Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal(7, (await Get(company, endpoint.Id)).MaxPerSecond);

        await visitor.Open($"/endpoints/{endpoint.Id}/settings");
        await visitor.Page.GetByLabel("Rotate the signing secret").SelectOptionAsync("72");
        await Press("Rotate secret");
        await Expect(visitor.Page.Locator("#secret")).ToHaveTextAsync(new Regex("^whsec_"));
        Assert.InRange((await Get(company, endpoint.Id)).PreviousSecretUntil!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(71), TimeSpan.FromHours(72));

        await visitor.Open($"/endpoints/{endpoint.Id}/settings");
        await visitor.Page.Locator("input[name='confirm']").CheckAsync();
        await Press("Delete endpoint");
        await Expect(visitor.Page.GetByText("The endpoint is deleted.")).ToBeVisibleAsync();
        Assert.Empty(await company.Endpoints.List(new(company.TenantId)));

        Task Press(string button) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    [Fact]
    public async Task An_endpoint_is_added_with_the_keyboard_alone()
    {
        await using var receiver = await Receiver.Start();
        var company = await service.Connect("endpoint-keys", SyncKind.Jobs);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/endpoints/new");

        await visitor.Page.GetByLabel("Endpoint URL").FocusAsync();
        await visitor.Page.Keyboard.TypeAsync(receiver.Url);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.TypeAsync("By hand");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("input[value='job.created']")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Space");
        await Expect(visitor.Page.Locator("input[value='job.*']")).ToBeCheckedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page.Locator("#secret")).ToBeVisibleAsync();
        Assert.Equal(["job.*"], (await company.Endpoints.List(new(company.TenantId)))[0].Types);
    }

    [Fact]
    public async Task The_endpoint_of_another_tenant_is_not_there()
    {
        await using var receiver = await Receiver.Start();
        var company = await service.Connect("endpoint-mine", SyncKind.Jobs);
        var endpoint = await Add(company, receiver);
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);

        Assert.Equal(404, (await visitor.Open($"/endpoints/{endpoint.Id}")).Status);
        Assert.Equal(404, (await visitor.Open($"/endpoints/{endpoint.Id}/settings")).Status);
        await visitor.Open("/endpoints");
        await Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync(receiver.Url);
    }

    [Fact]
    public async Task The_pages_of_endpoints_can_be_used_by_everybody_on_every_screen()
    {
        await using var receiver = await Receiver.Start();
        receiver.Status = 503;
        var company = await service.Connect("endpoint-looks", SyncKind.Jobs);
        var endpoint = await Add(company, receiver, "A system whose name is as long as names of systems are when nobody has thought of tables");
        await new Planted(service.Services, company.CompanyId).Job("job-seen", "Mason", "Stones");
        await Company.Until(async () => (await List(company)).Items.Any(one => one.Status == DeliveryStatus.Retrying));
        var delivery = (await List(company)).Items[0];
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.SignedIn(company.TenantId, width: width, height: height, theme: theme);
            foreach (var (name, path) in ((string, string)[])
                [("endpoints", "/endpoints"), ("endpoint", $"/endpoints/{endpoint.Id}"), ("endpoint-settings", $"/endpoints/{endpoint.Id}/settings"), ("delivery", $"/endpoints/{endpoint.Id}/deliveries/{delivery.Id}")])
            {
                Assert.Equal(200, (await visitor.Open(path)).Status);
                await visitor.Picture($"{name}-{form}");
                await visitor.FitsTheScreen();
                await visitor.Check();
            }
        }
    }

    private static async Task<WebhookEndpoint> Add(Company company, Receiver receiver, string? description = null)
    {
        var result = await company.Endpoints.Create(new() { Url = receiver.Url, Description = description, Types = ["job.*"] }, new(company.TenantId, "test"));
        Assert.Equal(EndpointOutcome.Saved, result.Outcome);
        return result.Endpoint!;
    }

    private static async Task<WebhookEndpoint> Get(Company company, Guid id) => (await company.Endpoints.Get(id, new(company.TenantId)))!;

    private static async Task<Page<Delivery>> List(Company company)
    {
        var endpoint = Assert.Single(await company.Endpoints.List(new(company.TenantId)));
        return (await company.Endpoints.ListDeliveries(endpoint.Id, new(), new(), new(company.TenantId)))!;
    }
}
