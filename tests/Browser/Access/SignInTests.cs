using System.Text.RegularExpressions;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.Extensions.DependencyInjection;
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
        await visitor.Open("/sync?kind=jobs");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in"));
        await Paste(visitor, service.Token("sign-in-1"));

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sync\\?kind=jobs$"));
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sync", Level = 1, Exact = true })).ToBeVisibleAsync();
        await visitor.Check();
    }

    [Fact]
    public async Task An_expired_token_is_refused_in_words() =>
        await IsRefused(service.Token("t", expiresIn: TimeSpan.FromMinutes(-5)), "This token has expired");

    [Fact]
    public async Task A_token_that_somebody_else_signed_is_refused_in_words() =>
        await IsRefused(service.Token("t", key: "another key that is long enough 0123456789"), "signature is not one that this service trusts");

    [Fact]
    public async Task A_token_without_a_tenant_is_refused_in_words() => await IsRefused(service.Token(null), "claim tenant_id must name exactly one tenant");

    [Fact]
    public async Task What_is_no_token_is_refused_in_words_and_not_repeated()
    {
        await using var visitor = await IsRefused("<b>nonsense</b>", "not a token of this service");
        Assert.DoesNotContain("nonsense", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        var link = service.Services.GetRequiredService<SignInLinks>().Issue(service.Token("sign-in-2"));
        await using var first = await service.NewVisitor();
        await first.Open(link);
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();

        await using var second = await service.NewVisitor();
        await second.Open(link);
        await Expect(second.Page.GetByText("That link was already used")).ToBeVisibleAsync();
        await second.Open("/");
        await Expect(second.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        await using var visitor = await service.SignedIn("sign-in-3");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await visitor.Open("/");

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Two_minutes_before_the_end_a_person_is_warned()
    {
        await using var visitor = await service.NewVisitor();
        await visitor.Open("/sync");
        await Paste(visitor, service.Token("sign-in-6", expiresIn: TimeSpan.FromSeconds(110)));
        await Expect(visitor.Page.GetByText("Your session is about to end")).ToBeVisibleAsync();
        await visitor.Check();

        await using var other = await service.SignedIn("sign-in-6");
        await Expect(other.Page.GetByText("Your session is about to end")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_person_sees_and_ends_their_other_sessions()
    {
        await using var first = await service.SignedIn("sign-in-5");
        await using var second = await service.SignedIn("sign-in-5");
        await first.Page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Your sessions", Level = 1 })).ToBeVisibleAsync();
        await Expect(first.Page.GetByText("This session")).ToBeVisibleAsync();
        await first.Check();
        await first.Picture("sessions");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();
        await Expect(first.Page.GetByText("Ended.")).ToBeVisibleAsync();

        await second.Open("/sync");
        await Expect(second.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Whoever_may_only_look_sees_no_button_that_changes_something()
    {
        await using var visitor = await service.SignedIn((await service.Known()).TenantId, scope: "jobvite.read");
        foreach (var path in (string[])["/", "/sync", "/connect"])
        {
            await visitor.Open(path);
            await Expect(visitor.Page.Locator(".side").GetByText("Read-only")).ToBeVisibleAsync();
            var buttons = await visitor.Page.Locator("main form[method=post] button").CountAsync();
            Assert.Equal(0, buttons);
        }
    }

    [Fact]
    public async Task The_colours_that_somebody_chose_stay()
    {
        await using var visitor = await service.SignedIn("sign-in-4");
        await visitor.Open("/sync?kind=jobs");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sync\\?kind=jobs$"));
        await visitor.Open("/");

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visitor.Check();
    }

    private static async Task Paste(Visitor visitor, string token)
    {
        await visitor.Page.GetByLabel("Access token").FillAsync(token);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private async Task<Visitor> IsRefused(string token, string reason)
    {
        var visitor = await service.NewVisitor();
        await visitor.Open("/sign-in");
        await Paste(visitor, token);
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason);
        await visitor.Check();
        await visitor.Open("/");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in"));
        return visitor;
    }
}
