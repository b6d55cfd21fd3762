using Jobvite.Grains.Connections;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tenants;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Tenants;

public sealed class CompanySourcesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SecretProtector _protector = new(new EphemeralDataProtectionProvider());
    private readonly JobviteEndpointsOptions _endpoints = new();
    private readonly CompanySources _sources;

    public CompanySourcesTests() => _sources = new CompanySources(_protector, Options.Create(_endpoints), new FakeTimeProvider(Now));

    [Fact]
    public void The_first_source_is_noted_and_is_no_change()
    {
        var noted = _sources.Note("acme", new CompanyState(), Company("key-1"));
        Assert.Equal(("stage", null), (noted.Source!.Environment, noted.SourceSince));
        Assert.DoesNotContain("key-1", noted.Source.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_changes_when_nothing_changed()
    {
        var noted = _sources.Note("acme", new CompanyState(), Company("key-1"));
        Assert.Equal(noted, _sources.Note("acme", noted, noted));
    }

    [Fact]
    public void A_company_of_an_older_version_is_noted_without_a_change()
    {
        var old = Company("key-1");
        var noted = _sources.Note("acme", old, old);
        Assert.NotNull(noted.Source);
        Assert.Null(noted.SourceSince);
        Assert.Equal(Now, _sources.Note("acme", old, Company("key-2")).SourceSince);
    }

    [Fact]
    public void Another_key_or_environment_is_another_source_and_the_hash_is_the_companys_own()
    {
        var noted = _sources.Note("acme", new CompanyState(), Company("key-1"));
        var other = _sources.Note("acme", noted, Company("key-2"));
        Assert.Equal((Now, Now), (other.SourceSince!.Value, other.ReadScopeSince!.Value));
        Assert.Equal(noted.Source, other.FormerSource);
        Assert.Equal(Now, _sources.Note("acme", noted, Company("key-1") with { Environment = "prod" }).SourceSince);
        Assert.NotEqual(noted.Source!.ApiKeyHash, _sources.Note("other", new CompanyState(), Company("key-1", "other")).Source!.ApiKeyHash);
    }

    [Fact]
    public void An_address_that_the_operator_moved_is_another_source_but_a_port_of_this_machine_is_not()
    {
        var noted = _sources.Note("acme", new CompanyState(), Company("key-1"));
        _endpoints.V2Stage = "https://jobvite.example.com/api/v2/";
        var moved = _sources.Note("acme", noted, noted);
        Assert.Equal((Now, "https://api.jvistg2.com/api/v2"), (moved.SourceSince!.Value, moved.FormerSource!.V2Address));

        _endpoints.V2Stage = "http://127.0.0.1:5090/api/v2";
        var local = _sources.Note("acme", new CompanyState(), Company("key-1"));
        _endpoints.V2Stage = "http://127.0.0.1:5091/api/v2";
        Assert.Equal(local, _sources.Note("acme", local, local));
    }

    [Fact]
    public void A_key_that_cannot_be_opened_changes_nothing()
    {
        var noted = _sources.Note("acme", new CompanyState(), Company("key-1"));
        var damaged = noted with { Secrets = new Dictionary<string, string> { [SecretField.ApiKey] = "rubbish" } };
        Assert.Equal(noted.Source, _sources.Note("acme", damaged, damaged).Source);
        Assert.Null(_sources.Note("acme", damaged, damaged).SourceSince);
    }

    private CompanyState Company(string apiKey, string companyId = "acme") => new()
    {
        OwnerTenantId = "tenant",
        Connected = true,
        Secrets = new Dictionary<string, string> { [SecretField.ApiKey] = _protector.Protect(companyId, SecretField.ApiKey, apiKey) },
    };
}
