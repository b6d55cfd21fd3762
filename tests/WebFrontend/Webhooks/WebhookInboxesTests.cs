using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class WebhookInboxesTests
{
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly Dictionary<string, IWebhookInboxGrain> _made = [];
    private readonly WebhookInboxes _inboxes;

    public WebhookInboxesTests()
    {
        _grains.GetGrain<IWebhookInboxGrain>(Arg.Any<string>()).Returns(call => Inbox(call.ArgAt<string>(0)));
        _inboxes = new WebhookInboxes(_grains, places: 4);
    }

    [Fact]
    public void An_inbox_is_looked_up_once()
    {
        var first = _inboxes.Find("acme");

        Assert.Same(first, _inboxes.Find(new string("acme")));
        _grains.Received(1).GetGrain<IWebhookInboxGrain>("company:acme");
    }

    [Fact]
    public void Every_company_gets_its_own_inbox_though_there_are_more_than_are_kept()
    {
        for (var company = 0; company < 60; company++)
        {
            var id = $"c{company % 20}";
            Assert.Same(Inbox($"company:{id}"), _inboxes.Find(id));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    public void An_id_that_no_company_can_have_finds_nothing(string companyId)
    {
        Assert.Null(_inboxes.Find(companyId));
        _grains.DidNotReceiveWithAnyArgs().GetGrain<IWebhookInboxGrain>(Arg.Any<string>());
    }

    private IWebhookInboxGrain Inbox(string key) => _made.TryGetValue(key, out var known) ? known : _made[key] = Substitute.For<IWebhookInboxGrain>();
}
