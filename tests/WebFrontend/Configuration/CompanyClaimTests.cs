using System.Net;
using System.Text;
using Jobvite.Grains.Interfaces;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class CompanyClaimTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Config = "/api/integrations/jobvite/config";

    [Theory]
    [InlineData("acme", """{ "companyId": "acme" }""", "acme")]
    [InlineData("acme", "{}", "acme")]
    [InlineData(null, """{ "companyId": "other" }""", "other")]
    public async Task A_company_that_the_token_names_can_be_connected_and_without_a_name_any(string? named, string body, string expected)
    {
        var tenant = Saving(front.NewTenantWithoutCompany());
        using var client = tenant.ClientWith(Token(tenant.TenantId, named));

        await client.Post(Config, body).Json();

        await tenant.Directory.Received(1).Configure(Arg.Is<ConfigureCompany>(c => c.CompanyId == expected), Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_company_that_the_token_does_not_name_is_refused_in_the_same_words_whoever_has_it()
    {
        var tenant = Saving(front.NewTenantWithoutCompany());
        using var client = tenant.ClientWith(Token(tenant.TenantId, "acme"));

        var claimed = await client.Post(Config, $$"""{ "companyId": "{{front.NewTenant().CompanyId}}" }""").Problem(HttpStatusCode.Forbidden);
        var free = await client.Post(Config, """{ "companyId": "free" }""").Problem(HttpStatusCode.Forbidden);

        Assert.Equal(free.WithoutTrace(), claimed.WithoutTrace());
        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
    }

    [Fact]
    public async Task A_tenants_settings_are_not_changed_with_a_token_for_another_company()
    {
        var tenant = Saving(front.NewTenant());
        using var client = tenant.ClientWith(Token(tenant.TenantId, "acme"));

        await client.Post(Config, "{}").Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_name_that_cannot_be_read_allows_no_company()
    {
        foreach (var named in new object[] { "", 7, Array.Empty<string>() })
        {
            var tenant = Saving(front.NewTenantWithoutCompany());
            using var client = tenant.ClientWith(Token(tenant.TenantId, named));

            await client.Post(Config, """{ "companyId": "acme" }""").Problem(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_operator_can_require_the_name_for_a_first_connection()
    {
        await using var strict = new FrontHost(new Dictionary<string, string?> { ["Frontend:RequireCompanyClaim"] = "true" });
        await strict.InitializeAsync();
        var (newcomer, connected) = (Saving(strict.NewTenantWithoutCompany()), Saving(strict.NewTenant()));
        using var named = newcomer.ClientWith(Token(newcomer.TenantId, "acme"));

        var problem = await newcomer.Client.Post(Config, """{ "companyId": "acme" }""").Problem(HttpStatusCode.Forbidden);

        Assert.Contains("jobvite_company", problem.Error(), StringComparison.Ordinal);
        await named.Post(Config, """{ "companyId": "acme" }""").Json();
        await connected.Client.Post(Config, "{}").Json();
    }

    private static PlayedTenant Saving(PlayedTenant tenant)
    {
        tenant.Directory.Configure(default!, default!, default).ReturnsForAnyArgs(new ConfigureResult { Outcome = ConfigureOutcome.Saved, CompanyId = "acme" });
        return tenant;
    }

    private static string Token(string tenantId, object? named)
    {
        var claims = Tokens.Claims(tenantId);
        if (named is not null)
        {
            claims["jobvite_company"] = named;
        }

        return Tokens.Signed(claims, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)));
    }
}
