using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Tenants;

/// <summary>What the company's other grains know of its settings, when nobody tells them of a change.</summary>
public sealed class CompanyLinkTests
{
    [Fact]
    public async Task A_run_that_newer_settings_decided_does_not_begin_with_older_ones()
    {
        var company = Substitute.For<ICompanyGrain>();
        company.GetConnection().Returns(Connection(1), Connection(2));
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<ICompanyGrain>(Arg.Any<string>()).Returns(company);
        var opener = new ConnectionOpener(new SecretProtector(new EphemeralDataProtectionProvider()), Options.Create(new JobviteEndpointsOptions()));
        var link = new CompanyLink("acme", grains, opener, Substitute.For<IJobviteClientFactory>(), new FakeTimeProvider());

        Assert.Equal(1, (await link.Get())?.Version);
        Assert.Equal(1, (await link.Get(version: 1))?.Version);
        Assert.Equal(2, (await link.Get(version: 2))?.Version);
        Assert.Equal(2, (await link.Get())?.Version);
    }

    private static CompanyConnection Connection(int version) => new()
    {
        CompanyId = "acme",
        Version = version,
        Environment = JobviteEnvironment.Stage,
        AuthScheme = JobviteAuthScheme.Hmac,
        ProtectedSecrets = ImmutableDictionary<string, string>.Empty,
        Settings = new SyncSettings(),
    };
}
