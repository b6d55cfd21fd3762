using Jobvite.Grains.Interfaces;
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
    public async Task A_tenant_is_no_operator()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId);

        Assert.Equal(403, (await visitor.Open("/operators")).Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Operators" })).ToHaveCountAsync(0);
    }
}
