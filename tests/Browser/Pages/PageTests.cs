namespace Jobvite.Browser.Tests.Pages;

/// <summary>Every page, on a wide and a narrow screen, light and dark.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class PageTests(ServiceFixture service)
{
    [Theory]
    [InlineData("overview", "/")]
    [InlineData("connection", "/connect")]
    [InlineData("sync", "/sync")]
    [InlineData("jobs", "/jobs")]
    [InlineData("candidates", "/candidates")]
    [InlineData("candidates-none", "/candidates?search=nobody-is-called-so")]
    [InlineData("onboarding", "/onboarding")]
    [InlineData("webhooks", "/webhooks")]
    [InlineData("endpoints-none", "/endpoints")]
    [InlineData("endpoint-new", "/endpoints/new")]
    [InlineData("audit", "/audit")]
    [InlineData("audit-none", "/audit?actor=nobody-is-called-so")]
    [InlineData("not-found", "/nothing/here", 404)]
    public async Task A_page_can_be_used_by_everybody_on_every_screen(string name, string path, int status = 200) =>
        await Look(name, path, (await service.Known()).TenantId, status);

    [Theory]
    [InlineData("first-use", "/")]
    [InlineData("first-use-connect", "/connect")]
    [InlineData("first-use-sync", "/sync")]
    public async Task A_page_of_somebody_who_never_connected_helps_them_on(string name, string path) => await Look(name, path, "tenant-new", 200);

    [Fact]
    public async Task A_run_can_be_looked_at_by_everybody_on_every_screen()
    {
        var company = await service.Known();
        var run = (await company.Grain.GetDiagnostics(new(company.TenantId)))!.Schedules[1].LastRun!;
        await Look("run", $"/sync/runs/{run.RunId}", company.TenantId, 200);
    }

    [Fact]
    public async Task The_sign_in_page_can_be_used_by_everybody_on_every_screen()
    {
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.NewVisitor(width, height, theme);
            await visitor.Open("/sign-in");
            await visitor.Picture($"sign-in-{form}");
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }

    private async Task Look(string name, string path, string tenantId, int status)
    {
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.SignedIn(tenantId, width: width, height: height, theme: theme);
            Assert.Equal(status, (await visitor.Open(path)).Status);
            await visitor.Picture($"{name}-{form}");
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }
}
