using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class RefreshTests(ServiceFixture service)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refresh_from_Jobvite_asks_once_and_shows_the_new_value(bool script)
    {
        var company = await service.Connect($"refreshes-{script}".ToLowerInvariant(), SyncKind.Candidates);
        var id = service.Sandbox.World.CandidateIds[script ? 7 : 8];
        var stage = $"Stage of a test {script}";
        await using var visitor = await service.SignedIn(company.TenantId, script: script);
        var page = visitor.Page;
        await visitor.Open($"/candidates/{id}");
        service.Sandbox.World.ChangeCandidateStage(id, null, stage, announce: false);
        await page.ReloadAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync(stage);
        var before = service.Sandbox.Requests;

        await page.GetByRole(AriaRole.Button, new() { Name = "Refresh from Jobvite" }).ClickAsync();

        await Expect(page.GetByText("Refreshed from Jobvite. The history says what has changed.")).ToBeVisibleAsync();
        await Expect(page.Locator("#history")).ToContainTextAsync(stage);
        await Expect(page.Locator("#history")).ToContainTextAsync("ada@example.com");
        var after = service.Sandbox.Requests;
        Assert.Equal(before.Candidate + 1, after.Candidate);
        // Documents are fetched ahead at times, whatever anybody presses.
        Assert.Equal(before.Total - before.Artifacts + 1, after.Total - after.Artifacts);
        if (script)
        {
            await visitor.Check();
            await visitor.Picture("candidate-refreshed-wide-light");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Refresh from Jobvite" }).ClickAsync();

        await Expect(page.GetByText("Refreshed from Jobvite. Nothing has changed.")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("done=unchanged$"));
        Assert.Equal(after.Candidate + 1, service.Sandbox.Requests.Candidate);
    }
}
