using Jobvite.Browser.Tests.Records;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Pages;

/// <summary>The health model at the head of the overview, with a past of ninety days.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class HealthTests(ServiceFixture service)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Ninety_days_are_seen_at_a_glance_and_thirty_on_a_phone()
    {
        var company = await service.Connect("health-past", SyncKind.Jobs, SyncKind.Candidates, SyncKind.Onboarding);
        await Plant(company);
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.SignedIn(company.TenantId, width: width, height: height, theme: theme);
            await visitor.Open("/");
            var rows = visitor.Page.Locator("#health-rows > li");
            await Expect(rows).ToHaveCountAsync(4);
            await Expect(rows.Nth(0)).ToContainTextAsync("5 incidents");
            Assert.Equal(width < 640 ? 30 : 90, await rows.Nth(0).Locator(".days i:visible").CountAsync());
            Assert.All(await visitor.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('.days i')].filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect().width)"), bar => Assert.True(bar >= 1.5, $"A bar is {bar} px wide."));
            await visitor.Picture($"health-{form}");
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }

    [Theory]
    [InlineData(768)]
    [InlineData(1024)]
    [InlineData(1920)]
    public async Task Every_width_shows_the_rows_whole(int width)
    {
        var company = await service.Connect($"health-{width}", SyncKind.Jobs);
        await Plant(company);
        await using var visitor = await service.SignedIn(company.TenantId, width: width, height: 1000);
        await visitor.Open("/");

        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#health-rows, #health-rows *')].filter(e => e.getClientRects().length && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map(e => e.outerHTML.slice(0, 100))"));
        await visitor.Picture($"health-{width}-light");
        await visitor.FitsTheScreen();
        await visitor.Check();
    }

    [Fact]
    public async Task The_operators_page_of_a_company_has_the_same_rows()
    {
        var company = await service.Connect("health-operators", SyncKind.Jobs);
        await Plant(company);
        await using var visitor = await service.SignedIn(null, "jobvite.operator");
        await visitor.Open($"/operators/companies/{company.CompanyId}");

        await Expect(visitor.Page.Locator("#health-rows > li")).ToHaveCountAsync(4);
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Past incidents", Exact = true }).First).ToContainTextAsync("Jobvite's job endpoint");
        await visitor.Picture("operators-health-wide-light");
        await visitor.Check();
    }

    [Fact]
    public async Task Without_scripts_the_same_is_there()
    {
        var company = await service.Connect("health-plain", SyncKind.Jobs);
        await Plant(company);
        await using var visitor = await service.SignedIn(company.TenantId, script: false);
        await visitor.Open("/");

        await Expect(visitor.Page.Locator("#health-rows > li").First).ToContainTextAsync("with data; 5 incidents in 90 days");
        await Expect(visitor.Page.Locator("#problems")).ToBeVisibleAsync();
    }

    /// <summary>A webhook that is dead now, and a past: incidents, one of them over midnight, and a day on which nobody judged.</summary>
    private async Task Plant(Company company)
    {
        await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await Company.Until(async () => (await company.Records.GetHealth()).Incidents.Any(one => one.Subject == "webhooks:dead") && (await company.Records.GetHealthPast()).KnownSince is not null);
        var past = new PlantedPast(service.DatabasePath, company.CompanyId);
        await past.JudgedSince(Now.AddDays(-75));
        await past.Gap(Now.AddDays(-41), Now.AddDays(-38.5));
        await past.Gap(Now.AddDays(-12), Now.AddDays(-11.9));
        await past.Incident("endpoint:job", true, Now.AddDays(-60), TimeSpan.FromHours(30), "Jobvite's job endpoint did not answer (status 503).", "4 webhooks waited. Jobs were up to 30 h old.");
        await past.Incident("run:jobs", false, Now.AddDays(-20), TimeSpan.FromMinutes(50), "The last jobs sync ended partial: 3 records could not be stored.", "Jobs were up to 2 h old.");
        await past.Incident("deletions:jobs", false, Now.AddDays(-9), TimeSpan.FromDays(2), "The full sync of jobs could not be sure that it saw Jobvite's whole list.", "What was removed at Jobvite was still shown.");
        await past.Incident("run:candidates", true, Now.AddDays(-30), TimeSpan.FromHours(3), "The last candidates sync ended failed: Jobvite refused the credentials at the candidate endpoint.", "Candidates were up to 4 h old.");
        await past.Incident("webhooks:rejecting", false, Now.AddDays(-5), TimeSpan.FromHours(6), "Webhooks were refused because their signatures were missing or did not match.", "Changes at Jobvite arrived with the next run only.");
        await past.Incident("service:database", true, Now.AddDays(-2), TimeSpan.FromMinutes(7), "The database took no writes.", "Webhooks were answered 503 and nothing was read at Jobvite.");
        await past.Incident("budget:blocked", false, Now.AddDays(-70), TimeSpan.FromMinutes(40), "No request to Jobvite for 40 minutes, because of the limit 'hour'.", "2 webhooks waited.");
    }
}
