using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Records;

[Collection(nameof(ConsoleCollection))]
public sealed class AuditPageTests(ServiceFixture service)
{
    [Fact]
    public async Task What_somebody_just_did_is_shown_in_words_filtered_and_downloaded()
    {
        var company = await service.Connect("audited");
        await company.Directory.Configure(new ConfigureCompany { SyncConfig = new SyncSettingsPatch { FullSyncHours = 12, SyncTasks = false } }, new Caller(company.TenantId, "grace", "grace@example.com", "203.0.113.7", "jti-1"));
        await using var visitor = await service.SignedIn(company.TenantId);

        await visitor.Open("/audit?action=configure&actor=grace%40example.com");

        var row = visitor.Page.Locator("#list tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("grace@example.com");
        await Expect(row).ToContainTextAsync("Changed the settings");
        await Expect(row).ToContainTextAsync("203.0.113.7");
        await visitor.Page.GetByText("2 settings").ClickAsync();
        await Expect(visitor.Page.GetByText("syncConfig.fullSyncHours: 24 → 12")).ToBeVisibleAsync();
        await visitor.Check();
        await visitor.Picture("audit-settings");

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByText("Download as CSV").ClickAsync());
        Assert.Equal("audit.csv", download.SuggestedFilename);
        Assert.Contains("configure,success,grace,grace@example.com,jti-1,203.0.113.7", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await visitor.Open("/audit?action=signIn");
        await Expect(visitor.Page.Locator("#list tbody tr").First).ToContainTextAsync("Signed in");
    }

    [Fact]
    public async Task Operators_see_their_own_sign_ins_and_no_tenants_trail()
    {
        await service.Known();
        await using var visitor = await service.SignedIn(null, "jobvite.operator");

        await visitor.Open("/operators/audit");

        await Expect(visitor.Page.Locator("#list tbody tr").First).ToContainTextAsync("Signed in");
        await visitor.FitsTheScreen();
        await visitor.Check();
        Assert.Equal(403, (await visitor.Open("/audit")).Status);
    }
}
