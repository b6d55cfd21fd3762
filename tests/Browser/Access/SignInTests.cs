using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Access;

[Collection(nameof(ConsoleCollection))]
public sealed class SignInTests(ServiceFixture service)
{
    [Fact]
    public async Task A_pasted_token_opens_the_page_that_was_asked_for()
    {
        await using var visitor = await service.NewVisitor();
        await visitor.Open("/?from=link");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in"));
        await visitor.Page.GetByLabel("Access token").FillAsync(service.Token("sign-in-1"));
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/\\?from=link$"));
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        await visitor.Check();
    }
}
