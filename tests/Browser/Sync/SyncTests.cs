using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Sync;

[Collection(nameof(ConsoleCollection))]
public sealed class SyncTests(ServiceFixture service)
{
    [Fact]
    public async Task A_run_is_cancelled_with_a_button()
    {
        var company = await service.Connect("cancels");
        await using var visitor = await service.SignedIn(company.TenantId);
        var page = visitor.Page;
        service.Sandbox.Latency = TimeSpan.FromMilliseconds(1500);
        try
        {
            await visitor.Open("/sync");
            await page.GetByRole(AriaRole.Button, new() { Name = "Full sync of candidates" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/sync/runs/"));
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Expect(page.Locator("#run .status")).Not.ToHaveTextAsync("Complete");
        }
        finally
        {
            service.Sandbox.Latency = TimeSpan.Zero;
        }

        await Expect(page.Locator("#run .status")).ToHaveTextAsync("Cancelled");
        await visitor.Check();
    }

    [Fact]
    public async Task Records_that_could_not_be_read_are_listed_with_the_reason()
    {
        var company = await service.Connect("has-failures");
        service.Sandbox.Inject(new SandboxFault(FaultKind.MalformedRecord) { Times = 1 });
        try
        {
            await company.Read(SyncKind.Jobs);
        }
        finally
        {
            service.Sandbox.ClearFaults();
        }

        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/sync");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Jobs · full" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Records that could not be read" }).Locator("tbody tr")).ToHaveCountAsync(1);
        await visitor.Picture("run-with-failures-wide-light");
        await visitor.Check();
    }

    [Fact]
    public async Task Everything_works_without_script()
    {
        var company = await service.Connect("no-script");
        await using var visitor = await service.SignedIn(company.TenantId, script: false);
        var page = visitor.Page;
        await visitor.Open("/sync");
        await page.GetByRole(AriaRole.Button, new() { Name = "Full sync of jobs" }).ClickAsync();

        // The page loads itself again and again: to reload it here as well would get into its way.
        await Expect(page.Locator("#run .status")).ToHaveTextAsync("Complete", new() { Timeout = 30_000 });

        await visitor.Open("/sync?kind=jobs");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Jobs · full" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_run_of_somebody_else_is_not_there()
    {
        var known = await service.Known();
        var run = (await known.Grain.GetDiagnostics(new(known.TenantId)))!.Schedules[0].LastRun!;
        var stranger = await service.Connect("stranger");
        await using var visitor = await service.SignedIn(stranger.TenantId);

        var answer = await visitor.Open($"/sync/runs/{run.RunId}");
        Assert.Equal(404, answer.Status);
        await Expect(visitor.Page.GetByText("There is no such sync run.")).ToBeVisibleAsync();
    }
}
