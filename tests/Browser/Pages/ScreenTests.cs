using Jobvite.Browser.Tests.Records;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Pages;

/// <summary>What is on a page can be read and touched, whatever the screen.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class ScreenTests(ServiceFixture service)
{
    private const string Clipped = "[...document.querySelectorAll('.figure dt, .figure dd')].filter(e => e.getClientRects().length && (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > e.closest('.figures').getBoundingClientRect().right + 1)).map(e => e.textContent)";

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(720)] // 1440 at 200 %
    [InlineData(1024)]
    [InlineData(1920)]
    public async Task Figures_are_shown_whole(int width)
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, width: width);
        await visitor.Open("/");

        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Clipped));
        await visitor.FitsTheScreen();
    }

    [Fact]
    public async Task A_chart_on_a_phone_has_text_that_can_be_read()
    {
        var company = await service.Connect("phone-chart");
        await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(company.TenantId, width: 360, height: 740);
        await visitor.Open("/webhooks");

        var sizes = await visitor.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('.plot span')].map(e => e.getBoundingClientRect().height)");
        Assert.NotEmpty(sizes);
        Assert.All(sizes, height => Assert.True(height >= 12, $"A label is {height} px high."));
    }

    [Fact]
    public async Task Cells_on_a_phone_stand_below_each_other_in_one_line_each()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, width: 360, height: 740);
        await visitor.Open("/candidates");

        // Every value begins beside its label and at the same place.
        var lefts = await visitor.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('#list tbody td')].filter(e => e.firstChild && e.textContent.trim()).map(e => { const r = document.createRange(); r.selectNodeContents(e); const first = [...r.getClientRects()].find(one => one.width > 0); return first.top - e.getBoundingClientRect().top > 12 ? -1 : Math.round(first.left); })");
        Assert.DoesNotContain(-1d, lefts);
        Assert.True(lefts.Max() - lefts.Min() <= 14, $"Values begin between {lefts.Min()} and {lefts.Max()} px.");
    }

    [Fact]
    public async Task Columns_that_are_cut_off_say_so()
    {
        await using var visitor = await service.SignedIn(null, "jobvite.operator", width: 768);
        await service.Known();
        await visitor.Open("/operators");

        Assert.Contains("linear-gradient", await visitor.Page.Locator(".scroll").First.EvaluateAsync<string>("e => getComputedStyle(e).backgroundImage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wide_screen_is_used()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, width: 1920, height: 1080);
        await visitor.Open("/candidates");

        var width = await visitor.Page.Locator("#list").EvaluateAsync<double>("e => e.getBoundingClientRect().width");
        Assert.True(width > 1500, $"The list is {width} px wide.");
    }

    [Fact]
    public async Task Webhooks_that_failed_of_one_cause_say_it_once()
    {
        var company = await service.Connect("one-cause");
        var planted = new Planted(service.Services, company.CompanyId);
        for (var i = 0; i < 25; i++)
        {
            await planted.DeadWebhook($"p{i}");
        }

        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/webhooks?status=dead");

        Assert.Single(System.Text.RegularExpressions.Regex.Matches(await visitor.Page.Locator("#list").InnerTextAsync(), "reported trouble of its own"));
        Assert.InRange(await visitor.Page.EvaluateAsync<double>("document.documentElement.scrollHeight"), 0, 2500);
        await visitor.Picture("webhooks-one-cause-wide-light");
        await visitor.Check();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/candidates")]
    [InlineData("/connect")]
    [InlineData("/sync")]
    [InlineData("/webhooks")]
    public async Task What_a_finger_touches_is_24_pixels_high(string path)
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, width: 360, height: 740);
        await visitor.Open(path);

        var small = await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select')].filter(e => e.checkVisibility() && !e.closest('svg, .sr-only, p, .notice') && !e.matches('.skip-link')).filter(e => { const r = (e.closest('label') ?? e).getBoundingClientRect(); return r.width > 0 && (r.height < 23.5 || r.width < 23.5); }).map(e => e.outerHTML.slice(0, 120))");
        Assert.Empty(small);
    }

    [Fact]
    public async Task A_menu_closes_with_Escape()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, width: 360, height: 740);
        await visitor.Open("/");
        var sheet = visitor.Page.Locator(".menu-sheet");
        await visitor.Page.Locator("details.menu > summary").ClickAsync();
        await Expect(sheet).ToBeVisibleAsync();

        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(sheet).ToBeHiddenAsync();
        await Expect(visitor.Page.Locator("details.menu > summary")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/candidates")]
    [InlineData("/onboarding")]
    [InlineData("/webhooks")]
    public async Task A_list_before_connecting_says_how_to_connect(string path)
    {
        await using var visitor = await service.SignedIn("tenant-without");

        Assert.Equal(200, (await visitor.Open(path)).Status);

        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Connect Jobvite" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
        await visitor.Check();
    }

    [Theory]
    [InlineData("/nothing/here", 404)]
    [InlineData("/candidates/nobody", 404)]
    [InlineData("/operators", 403)]
    [InlineData("/candidates?page=9999", 400)]
    [InlineData("/sync/runs/rubbish", 404)]
    public async Task A_page_of_trouble_keeps_the_way_to_everything_else(string path, int status)
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);

        Assert.Equal(status, (await visitor.Open(path)).Status);

        await Expect(visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main")).Not.ToContainTextAsync("nextCursor");
        await visitor.Check();
    }

    [Fact]
    public async Task A_state_is_found_while_its_first_letters_are_typed_and_offered_with_its_count()
    {
        var company = await service.Connect("typing");
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Candidate("p1", "Ann", "Lee", Planted.Application("a1", "Phone Interview"));
        await planted.Candidate("p2", "Bob", "Stone", Planted.Application("a2", "New"));
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/candidates");
        await Expect(visitor.Page.Locator("#workflowState-choices option[value='Phone Interview']")).ToHaveTextAsync("1");

        await visitor.Page.GetByLabel("Workflow state").PressSequentiallyAsync("Inter");

        await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("#list")).ToContainTextAsync("Ann Lee");
    }

    [Fact]
    public async Task A_raw_record_is_shown_as_it_is_and_can_be_copied()
    {
        var company = await service.Connect("raw");
        await new Planted(service.Services, company.CompanyId).Job("j1", "C++ & <b>C#</b>", "+49");
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/jobs/j1?show=raw");

        await Expect(visitor.Page.Locator("pre.raw")).ToContainTextAsync("C++ & <b>C#</b>");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Raw record" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_operators_row_leads_to_the_company()
    {
        var company = await service.Known();
        var someone = (await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(), false)).Items.First(one => one is { Email: not null, LastName.Length: > 3 });
        await using var visitor = await service.SignedIn(null, "jobvite.operator");
        await visitor.Open($"/operators?order=name&search={company.CompanyId}");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = company.CompanyId, Exact = true }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(company.CompanyId);
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Last runs" })).ToContainTextAsync("Complete");
        await visitor.SeesNothingOf(someone);
        await visitor.Picture("operators-company-wide-light");
        await visitor.Check();
    }
}
