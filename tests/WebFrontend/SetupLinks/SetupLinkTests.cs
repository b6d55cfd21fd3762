using System.Net;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests.SetupLinks;

/// <summary>Making, listing and revoking setup links by REST.</summary>
public sealed class SetupLinkTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Path = "/api/integrations/jobvite/setup-links";

    [Fact]
    public async Task A_tenant_without_a_company_makes_a_link_whose_address_is_shown_once()
    {
        var tenant = front.NewTenantWithoutCompany();

        var made = await tenant.Client.Post(Path, """{ "expiresInHours": 24, "returnUrl": "https://app.example.com/integrations" }""").Json(HttpStatusCode.Created);

        Assert.Equal(["id", "url", "expiresAt", "returnUrl"], made.Names());
        var url = made["url"]!.GetValue<string>();
        Assert.StartsWith(new Uri(front.Address, "/setup-link/open/").ToString(), url, StringComparison.Ordinal);
        Assert.InRange(HoursLeft(made), 23.9, 24.1);
        var listed = await (await tenant.Client.Get(Path)).Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.Contains(made["id"]!.GetValue<string>(), listed, StringComparison.Ordinal);
        Assert.DoesNotContain(url[(url.LastIndexOf('/') + 1)..], listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Left_out_it_lasts_three_days_and_leads_nowhere()
    {
        var made = await front.NewTenant().Client.Post(Path).Json(HttpStatusCode.Created);

        Assert.InRange(HoursLeft(made), 71.9, 72.1);
        Assert.Null(made["returnUrl"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("169")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"24\"")]
    public async Task A_link_lasts_one_hour_to_a_week(string hours) =>
        Assert.NotEmpty((await front.NewTenant().Client.Post(Path, $$"""{ "expiresInHours": {{hours}} }""").Problem(HttpStatusCode.BadRequest)).Error("expiresInHours"));

    [Theory]
    [InlineData("http://app.example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//app.example.com/")]
    [InlineData("/integrations")]
    [InlineData("https://user:secret@app.example.com/")]
    [InlineData("https://")]
    [InlineData("ftp://app.example.com/")]
    [InlineData("http://localhost.example.com/")]
    [InlineData("data:text/html,x")]
    public async Task A_link_leads_back_over_https_only(string url) =>
        Assert.Contains("https", (await front.NewTenant().Client.Post(Path, $$"""{ "returnUrl": "{{url}}" }""").Problem(HttpStatusCode.BadRequest)).Error("returnUrl"), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:3000/done")]
    [InlineData("http://127.0.0.1:3000/done")]
    [InlineData("https://app.example.com/done?x=1#y")]
    public async Task A_developers_own_machine_is_led_back_to_by_http(string url) =>
        Assert.Equal(url, (await front.NewTenant().Client.Post(Path, $$"""{ "returnUrl": "{{url}}" }""").Json(HttpStatusCode.Created))["returnUrl"]!.GetValue<string>());

    [Fact]
    public async Task Links_are_made_and_revoked_by_managers_and_listed_by_readers()
    {
        var tenant = front.NewTenant();
        using var reader = tenant.ClientWith(Tokens.For(tenant.TenantId, "jobvite.read"));

        await reader.Post(Path).Problem(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(Path)).StatusCode);
        await front.Anonymous.Post(Path).Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_link_stays_listed_and_another_tenants_is_unknown()
    {
        var tenant = front.NewTenant();
        var id = (await tenant.Client.Post(Path).Json(HttpStatusCode.Created))["id"]!.GetValue<string>();

        await front.NewTenant().Client.DeleteAsync(new Uri($"{Path}/{id}", UriKind.Relative), Answers.Cancelled).Problem(HttpStatusCode.NotFound);
        Assert.Equal("live", await StatusOf(tenant, id));
        await tenant.Client.DeleteAsync(new Uri($"{Path}/{id}", UriKind.Relative), Answers.Cancelled).Json();
        Assert.Equal("revoked", await StatusOf(tenant, id));
        front.SetupLinks.Change(Guid.Parse(id), link => link with { RevokedAt = null, ExpiresAt = TimeProvider.System.GetUtcNow() });
        Assert.Equal("expired", await StatusOf(tenant, id));
    }

    [Fact]
    public async Task More_than_twenty_live_links_are_refused_with_what_to_do()
    {
        var tenant = front.NewTenant();
        for (var i = 0; i < 20; i++)
        {
            await tenant.Client.Post(Path).Json(HttpStatusCode.Created);
        }

        Assert.Contains("Revoke one", (await tenant.Client.Post(Path).Problem(HttpStatusCode.Conflict)).Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_carries_the_companies_that_its_makers_token_allows()
    {
        var tenant = front.NewTenantWithoutCompany();
        using var bound = tenant.ClientWith(Token(tenant.TenantId, "acme"));
        using var nothing = tenant.ClientWith(Token(tenant.TenantId, ""));

        var made = await bound.Post(Path).Json(HttpStatusCode.Created);

        Assert.Equal(["acme"], front.SetupLinks.Of(made["id"]!.GetValue<Guid>()).Companies);
        await nothing.Post(Path).Problem(HttpStatusCode.Forbidden);
        var other = front.NewTenant();
        using var foreign = other.ClientWith(Token(other.TenantId, "acme"));
        await foreign.Post(Path).Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Where_a_token_must_name_the_company_a_link_is_not_a_way_around()
    {
        await using var strict = new FrontHost(new Dictionary<string, string?> { ["Frontend:RequireCompanyClaim"] = "true" });
        await strict.InitializeAsync();

        await strict.NewTenantWithoutCompany().Client.Post(Path).Problem(HttpStatusCode.Forbidden);
        await strict.NewTenant().Client.Post(Path).Json(HttpStatusCode.Created);
    }

    private static double HoursLeft(System.Text.Json.Nodes.JsonObject made) => (made["expiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow()).TotalHours;

    private static async Task<string> StatusOf(PlayedTenant tenant, string id) =>
        (await tenant.Client.Get(Path).Json())["items"]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == id)!["status"]!.GetValue<string>();

    private static string Token(string tenantId, string company)
    {
        var claims = Tokens.Claims(tenantId);
        claims["jobvite_company"] = company;
        return Tokens.Signed(claims, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)));
    }
}
