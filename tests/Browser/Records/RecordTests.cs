using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class RecordTests(ServiceFixture service)
{
    [Fact]
    public async Task A_candidate_is_found_while_typing_and_leads_to_its_job_and_back()
    {
        var company = await service.Known();
        var someone = (await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(), false)).Items.First(one => one is { Email: not null, LastName: not null } && one.Applications is [{ JobviteJobId: not null }, ..]);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/candidates");
        await visitor.Page.GetByLabel("Name or e-mail").PressSequentiallyAsync(someone.Email!);
        // Each pause in the typing searches; what follows must not meet the answer to a shorter text.
        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"search={Regex.Escape(Uri.EscapeDataString(someone.Email!))}"), new() { Timeout = 15_000 });
        await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"{someone.FirstName} {someone.LastName}" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"{someone.FirstName} {someone.LastName}");
        await visitor.Check();
        await visitor.Page.Locator("tbody th a").First.ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/jobs/"));
        await visitor.Check();
        await visitor.Page.Locator("section[aria-labelledby=candidates-title] tbody a").First.ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/candidates"));
    }

    [Fact]
    public async Task A_tenant_sees_nothing_of_another()
    {
        var (known, other) = (await service.Known(), await service.Connect("stranger"));
        var theirs = (await known.Records.ListCandidates(new CandidateFilter(), new PageRequest(), false)).Items.First(one => one is { Email: not null, LastName.Length: > 3 });
        var job = (await known.Records.ListJobs(new JobFilter(), new PageRequest(), false)).Items[0];
        var webhook = await new Planted(service.Services, known.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(other.TenantId);

        foreach (var path in (string[])[$"/candidates/{theirs.JobviteCandidateId}", $"/candidates/{theirs.JobviteCandidateId}/documents", $"/jobs/{job.JobviteJobId}", $"/webhooks/{webhook}"])
        {
            Assert.Equal(404, (await visitor.Open(path)).Status);
            await visitor.SeesNothingOf(theirs);
        }

        foreach (var path in (string[])["/candidates", "/jobs", "/onboarding", "/webhooks"])
        {
            Assert.Equal(200, (await visitor.Open(path)).Status);
            await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Html_of_others_is_shown_as_text()
    {
        const string Evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var company = await service.Connect("html");
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Job("evil-job", $"Cook {Evil}", Evil);
        await planted.Candidate("evil-person", Evil, "Lee", Planted.Application("evil-application", Evil, "evil-job"));
        var webhook = await planted.DeadWebhook("evil-person", $$"""{"eventType":"x","html":"{{Evil.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""", Evil);
        await using var visitor = await service.SignedIn(company.TenantId);

        foreach (var path in (string[])["/candidates", "/candidates/evil-person?show=raw", "/jobs", "/jobs/evil-job?show=raw", "/webhooks", $"/webhooks/{webhook}?show=raw"])
        {
            await visitor.Open(path);
            await Expect(visitor.Page.Locator("main")).ToContainTextAsync("onerror=");
            Assert.Equal(0, await visitor.Page.Locator("main img, main script").CountAsync());
            Assert.NotEqual("owned", await visitor.Page.TitleAsync());
            await visitor.Check();
        }
    }

    [Fact]
    public async Task Changes_of_a_candidate_are_listed()
    {
        var company = await service.Connect("history");
        var planted = new Planted(service.Services, company.CompanyId);
        await planted.Candidate("p1", "Ann", "Lee", Planted.Application("a1", "New"));
        await planted.Candidate("p1", "Ann", "Stone", Planted.Application("a1", "Phone Interview"));
        await using var visitor = await service.SignedIn(company.TenantId);

        await visitor.Open("/candidates/p1");

        var history = visitor.Page.Locator("#history");
        await Expect(history).ToContainTextAsync("New → Phone Interview");
        await Expect(history).ToContainTextAsync("Last name");
        await Expect(history).ToContainTextAsync("First synced");
        await Expect(history).Not.ToContainTextAsync("Stone");
        await visitor.Check();
    }

    [Fact]
    public async Task A_page_beyond_the_numbered_ones_is_reached_by_cursor()
    {
        var company = await service.Known();
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(), false);

        await visitor.Open($"/candidates?cursor={page.NextCursor}");

        await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(25);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(25);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the start" }).ClickAsync();
        await Expect(visitor.Page.GetByText("1–25 of")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/candidates?pageSize=1000")]
    [InlineData("/candidates?cursor=rubbish")]
    [InlineData("/jobs?page=0")]
    [InlineData("/jobs?sort=hireDate")]
    [InlineData("/webhooks?status=lost")]
    [InlineData("/onboarding?startDate=yesterday")]
    public async Task An_address_that_asks_for_nonsense_gets_a_page_that_says_so(string path)
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);

        Assert.Equal(400, (await visitor.Open(path)).Status);
        await visitor.Check();
    }

    [Fact]
    public async Task A_document_is_downloaded_under_its_name()
    {
        var company = await service.Known();
        var id = service.Sandbox.World.CandidateIds.First(service.Sandbox.World.HasDocuments);
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open($"/candidates/{id}");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Documents" }).ClickAsync();
        await visitor.Check();

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator("tbody th a").First.ClickAsync());

        Assert.NotEqual("", download.SuggestedFilename);
        Assert.Null(await download.FailureAsync());
    }

    [Fact]
    public async Task Milestones_are_changed_in_jobvite_and_nonsense_is_explained()
    {
        // The stand-in knows one public key at a time: that of the company which was connected last.
        var company = await service.Connect("milestones", SyncKind.Onboarding);
        var process = service.Sandbox.World.ProcessIds[0];
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open($"/onboarding/{process}");
        var names = visitor.Page.GetByLabel("Names, one per line");
        await names.FillAsync(new string('x', 300));
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Change milestones" }).ClickAsync();
        await Expect(visitor.Page.Locator("#milestones-error")).ToContainTextAsync("200 characters");
        await visitor.Check();

        await names.FillAsync("Laptop ordered\nBadge made");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Change milestones" }).ClickAsync();

        await Expect(visitor.Page.GetByText("The milestones were changed in Jobvite.")).ToBeVisibleAsync();
        Assert.Contains("Badge made", service.Sandbox.World.MilestonesOf(process));
    }

    [Fact]
    public async Task Somebody_who_may_only_read_sees_no_button_that_writes()
    {
        var company = await service.Known();
        var webhook = await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(company.TenantId, "jobvite.read");

        foreach (var path in (string[])["/webhooks?status=dead", $"/webhooks/{webhook}", $"/onboarding/{service.Sandbox.World.ProcessIds[0]}"])
        {
            await visitor.Open(path);
            await Expect(visitor.Page.Locator("main form[method=post]")).ToHaveCountAsync(0);
        }
    }
}
