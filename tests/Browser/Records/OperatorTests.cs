using System.IO.Compression;
using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class OperatorTests(ServiceFixture service)
{
    [Fact]
    public async Task An_operator_without_a_tenant_sees_companies_and_silos_and_no_records()
    {
        var company = await service.Known();
        var someone = (await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(), false)).Items.First(one => one is { Email: not null, LastName.Length: > 3 });
        await using var visitor = await service.SignedIn(null, "jobvite.operator");

        await visitor.Open($"/operators?order=name&search={company.CompanyId}");

        await Expect(visitor.Page.Locator("#list tbody tr")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("#list")).ToContainTextAsync("Complete");
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Silos" }).First).ToContainTextAsync("Active");
        await visitor.SeesNothingOf(someone);
        await visitor.Check();
        Assert.Equal(403, (await visitor.Open("/candidates")).Status);
    }

    [Fact]
    public async Task The_worst_company_comes_first()
    {
        await service.Known();
        var company = await service.Connect("trouble");
        await new Planted(service.Services, company.CompanyId).DeadWebhook("p1");
        await using var visitor = await service.SignedIn(null, "jobvite.operator");

        await visitor.Open("/operators?search=company-trouble");

        await Expect(visitor.Page.Locator("#list tbody tr").First).ToContainTextAsync("Failing");
        await Expect(visitor.Page.Locator("#list tbody tr").First).ToContainTextAsync("1 dead");
    }

    [Fact]
    public async Task What_Jobvite_said_is_on_the_companys_pages_and_on_no_operators()
    {
        const string canary = "Canaria";
        var company = await service.Connect("words");
        service.Sandbox.Inject(new(FaultKind.Status) { StatusCode = 400, Text = $"Nobody called Grace {canary} may use the key sk_live_{canary}_8f3a" });
        try
        {
            await company.Read(SyncKind.Jobs, SyncKind.Candidates);
        }
        finally
        {
            service.Sandbox.ClearFaults();
        }

        await using (var owner = await service.SignedIn(company.TenantId))
        {
            await owner.Open("/");
            Assert.Contains(canary, await owner.Page.ContentAsync(), StringComparison.Ordinal);
        }

        await using var visitor = await service.SignedIn(null, "jobvite.operator");
        foreach (var path in (string[])["/operators", $"/operators?search={company.CompanyId}", $"/operators/companies/{company.CompanyId}", $"/operators?release={company.CompanyId}"])
        {
            await visitor.Open(path);
            Assert.DoesNotContain(canary, await visitor.Page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        }

        await visitor.Open($"/operators/companies/{company.CompanyId}");
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Open incidents", Exact = true }).First).ToContainTextAsync("status 400");
        await visitor.Check();
        var bundle = await visitor.Page.APIRequest.GetAsync($"/console/operators/companies/{company.CompanyId}/support-bundle");
        using var zip = new ZipArchive(new MemoryStream(await bundle.BodyAsync()));
        foreach (var file in zip.Entries)
        {
            using var reader = new StreamReader(await file.OpenAsync(TestContext.Current.CancellationToken));
            Assert.DoesNotContain(canary, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }

        using var client = service.NewClient(company.TenantId);
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Token(null, "jobvite.operator"));
        var silos = await client.GetStringAsync(new Uri("/api/operators/silos", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(canary, silos, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_tenant_is_no_operator()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);

        Assert.Equal(403, (await visitor.Open("/operators")).Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Operators" })).ToHaveCountAsync(0);
    }
}
