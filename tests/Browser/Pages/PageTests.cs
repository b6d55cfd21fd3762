namespace Jobvite.Browser.Tests.Pages;

/// <summary>Every page, on a wide and a narrow screen, light and dark.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class PageTests(ServiceFixture service)
{
    [Theory]
    [InlineData("overview", "/")]
    [InlineData("connection", "/connect")]
    [InlineData("sync", "/sync")]
    [InlineData("not-found", "/nothing/here")]
    public async Task A_page_can_be_used_by_everybody_on_every_screen(string name, string path) =>
        await Look(name, path, (await service.Known()).TenantId);

    [Theory]
    [InlineData("first-use", "/")]
    [InlineData("first-use-connect", "/connect")]
    [InlineData("first-use-sync", "/sync")]
    public async Task A_page_of_somebody_who_never_connected_helps_them_on(string name, string path) => await Look(name, path, "tenant-new");

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

    private async Task Look(string name, string path, string tenantId)
    {
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.SignedIn(tenantId, width: width, height: height, theme: theme);
            await visitor.Open(path);
            await visitor.Picture($"{name}-{form}");
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }
}
