using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

/// <summary>A view of a list is saved, opened by a colleague, replaced and deleted.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class SavedViewTests(ServiceFixture service)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(360, true)]
    [InlineData(1440, false)]
    public async Task A_view_is_saved_opened_and_deleted(int width, bool script)
    {
        var company = await service.Connect($"views-{width}-{script}".ToLowerInvariant());
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Candidate("p1", "Ann", "Lee", Planted.Application("a1", "Offer"));
        await planted.Candidate("p2", "Bob", "Stone", Planted.Application("a2", "New"));
        await using var visitor = await service.SignedIn(company.TenantId, "jobvite.read", width, script: script);
        var page = visitor.Page;
        await visitor.Open("/candidates?search=a&workflowState=Offer&columns=state,id");
        await Save("Offers <b>“out”</b>");

        await Expect(page.GetByText("The view is saved.")).ToBeVisibleAsync();
        await Expect(page.Locator(".views [aria-current]")).ToHaveTextAsync("Offers <b>“out”</b>");
        await Expect(page).ToHaveURLAsync(new Regex("/candidates\\?workflowState=Offer&columns=state%2Cid&done=saved$"));
        await Expect(page.Locator(".chip")).ToHaveCountAsync(1);
        await Look("view-saved");

        await page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(page.Locator(".count")).ToHaveTextAsync("2 candidates");
        await page.GetByRole(AriaRole.Link, new() { Name = "Offers <b>“out”</b>" }).ClickAsync();
        await Expect(page.Locator(".count")).ToHaveTextAsync("1 candidate matches");
        await Expect(page.Locator("#list thead th")).ToHaveTextAsync(["Candidate", "State", "Jobvite ID"]);

        // The name again, for something else.
        await visitor.Open("/candidates?workflowState=New");
        await Save("offers <B>“out”</B>");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is a view of this name" })).ToBeVisibleAsync();
        await Look("view-taken");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace it" }).ClickAsync();
        await Expect(page.Locator(".views [aria-current]")).ToHaveTextAsync("offers <B>“out”</B>");
        await Expect(page.Locator("#list tbody tr")).ToContainTextAsync("Bob Stone");

        await page.GetByRole(AriaRole.Link, new() { Name = "Manage views" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Workflow state: New");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("ada@example.com");
        await Look("views");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete offers" }).ClickAsync();
        await Expect(page.GetByText("The view is deleted.")).ToBeVisibleAsync();
        await Expect(page.GetByText("No saved views")).ToBeVisibleAsync();
        await Look("views-none");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the list" }).ClickAsync();
        await Expect(page.Locator(".views")).ToHaveCountAsync(0);

        async Task Save(string name)
        {
            await page.Locator("summary", new() { HasText = "Save this view" }).ClickAsync();
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await Look($"view-save-{name.Length}-{name[0]}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        }

        async Task Look(string name)
        {
            await visitor.FitsTheScreen();
            if (script)
            {
                await visitor.Picture($"{name}-{width}");
                await visitor.Check();
            }
        }
    }

    [Fact]
    public async Task Thirty_views_with_long_names_fit_a_phone_and_the_next_one_is_refused_with_what_was_typed()
    {
        var company = await service.Connect("views-many");
        var views = service.Services.GetRequiredService<IGrainFactory>().GetGrain<ISavedViewsGrain>(CompanyKey.Of(company.CompanyId).ToString());
        foreach (var i in Enumerable.Range(1, ISavedViewsGrain.Most))
        {
            var name = i == 1 ? new string('W', ISavedViewsGrain.LongestName) : $"Open jobs of department {i}";
            Assert.Equal(SaveViewOutcome.Saved, (await views.Save(ViewedList.Jobs, name, $"status=Open&department={i}", replace: false, new Caller(company.TenantId, "test"))).Outcome);
        }

        foreach (var (width, theme) in ((int, ColorScheme)[])[(360, ColorScheme.Dark), (1440, ColorScheme.Dark)])
        {
            await using var visitor = await service.SignedIn(company.TenantId, width: width, theme: theme);
            var page = visitor.Page;
            await visitor.Open("/jobs?status=Open&sort=name");
            await visitor.FitsTheScreen();
            await visitor.Check();
            await visitor.Picture($"views-many-{width}");

            await page.Locator("summary", new() { HasText = "Save this view" }).ClickAsync();
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync("One more");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

            await Expect(page.Locator(".field-error")).ToContainTextAsync("This list has 30 views");
            await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("One more");
            await visitor.FitsTheScreen();
            await visitor.Check();
            await visitor.Picture($"views-full-{width}");
        }
    }
}
