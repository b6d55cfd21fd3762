using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class TenantGrainsTests
{
    private readonly IGrainFactory _factory = Substitute.For<IGrainFactory>();
    private readonly TenantGrains _grains;

    public TenantGrainsTests()
    {
        _factory.GetGrain<ITenantDirectoryGrain>(Arg.Any<string>()).Returns(_ => Substitute.For<ITenantDirectoryGrain>());
        _factory.GetGrain<IRecordReaderGrain>(Arg.Any<string>()).Returns(_ => Substitute.For<IRecordReaderGrain>());
        _grains = new TenantGrains(_factory);
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
}
