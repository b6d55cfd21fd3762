using Jobvite.WebFrontend.Console.Access;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class SignInLinksTests
{
    private readonly FakeTimeProvider _time = new(Samples.Time);

    [Fact]
    public void A_link_holds_no_token_and_opens_once()
    {
        var links = new SignInLinks(_time);
        var link = links.Issue("the-token");

        Assert.DoesNotContain("the-token", link, StringComparison.Ordinal);
        Assert.Equal("the-token", links.Redeem(CodeOf(link)));
        Assert.Null(links.Redeem(CodeOf(link)));
    }

    [Fact]
    public void A_link_is_worth_nothing_after_a_quarter_of_an_hour()
    {
        var links = new SignInLinks(_time);
        var link = links.Issue("the-token");
        _time.Advance(SignInLinks.Lifetime);

        Assert.Null(links.Redeem(CodeOf(link)));
    }

    [Fact]
    public void Every_link_opens_for_its_own_token()
    {
        var links = new SignInLinks(_time);
        var (first, second) = (links.Issue("one"), links.Issue("two"));

        Assert.Equal("two", links.Redeem(CodeOf(second)));
        Assert.Equal("one", links.Redeem(CodeOf(first)));
        Assert.Null(links.Redeem(""));
    }

    private static string CodeOf(string link) => link[(link.LastIndexOf('/') + 1)..];
}
