using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ClusterGrainsTests
{
    private readonly IGrainFactory _factory = Substitute.For<IGrainFactory>();
    private readonly Dictionary<string, IWebhookInboxGrain> _made = [];
    private readonly ClusterGrains _grains;

    public ClusterGrainsTests()
    {
        _factory.GetGrain<ITenantDirectoryGrain>(Arg.Any<string>()).Returns(_ => Substitute.For<ITenantDirectoryGrain>());
        _factory.GetGrain<IRecordReaderGrain>(Arg.Any<string>()).Returns(_ => Substitute.For<IRecordReaderGrain>());
        _factory.GetGrain<IWebhookInboxGrain>(Arg.Any<string>()).Returns(call => Inbox(call.ArgAt<string>(0)));
        _grains = new ClusterGrains(_factory);
    }

    [Fact]
    public void The_grains_of_a_tenant_are_looked_up_once()
    {
        var (directory, records) = (_grains.Directory("tenant-1"), _grains.Records(CompanyKey.Of("acme")));

        Assert.Same(directory, _grains.Directory(new string("tenant-1")));
        Assert.Same(records, _grains.Records(CompanyKey.Of("acme")));
        _factory.Received(1).GetGrain<ITenantDirectoryGrain>("tenant:tenant-1");
        _factory.Received(1).GetGrain<IRecordReaderGrain>("company:acme");
    }

    [Fact]
    public void Another_spelling_is_another_tenant_and_another_company()
    {
        Assert.NotSame(_grains.Directory("tenant-1"), _grains.Directory("Tenant-1"));
        Assert.NotSame(_grains.Records(CompanyKey.Of("acme")), _grains.Records(CompanyKey.Of("ACME")));
    }

    [Fact]
    public void Nobody_is_the_tenant_with_an_impossible_id() => Assert.Throws<ArgumentException>(() => _grains.Directory("a\nb"));

    [Fact]
    public void An_inbox_is_looked_up_once()
    {
        Assert.True(_grains.TryGetInbox("acme", out var first));

        Assert.True(_grains.TryGetInbox(new string("acme"), out var again));
        Assert.Same(first, again);
        _factory.Received(1).GetGrain<IWebhookInboxGrain>("company:acme");
    }

    [Fact]
    public void Every_company_gets_its_own_inbox_though_there_are_more_than_are_kept()
    {
        var grains = new ClusterGrains(_factory, kept: 4);
        for (var company = 0; company < 60; company++)
        {
            var id = $"c{company % 20}";
            Assert.True(grains.TryGetInbox(id, out var inbox));
            Assert.Same(Inbox($"company:{id}"), inbox);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    public void An_id_that_no_company_can_have_finds_nothing(string companyId)
    {
        Assert.False(_grains.TryGetInbox(companyId, out _));
        _factory.DidNotReceiveWithAnyArgs().GetGrain<IWebhookInboxGrain>(Arg.Any<string>());
    }

    private IWebhookInboxGrain Inbox(string key) => _made.TryGetValue(key, out var known) ? known : _made[key] = Substitute.For<IWebhookInboxGrain>();
}
