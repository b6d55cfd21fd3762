using Jobvite.Client;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Connections;

/// <summary>What the company's other grains know of its settings, when nobody tells them of a change.</summary>
public sealed class CompanyLinkTests
{
    [Fact]
    public async Task A_run_that_newer_settings_decided_does_not_begin_with_older_ones()
    {
        var versions = new Queue<int>([1, 2]);
        var link = new PlayedCompany(() => PlayedCompany.Connected with { Version = versions.Dequeue() }, static (_, _) => Substitute.For<IJobviteClient>(), new FakeTimeProvider()).Link;

        Assert.Equal(1, (await link.Get())?.Version);
        Assert.Equal(1, (await link.Get(version: 1))?.Version);
        Assert.Equal(2, (await link.Get(version: 2))?.Version);
        Assert.Equal(2, (await link.Get())?.Version);
    }
}
