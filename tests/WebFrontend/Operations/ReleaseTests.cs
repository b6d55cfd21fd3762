using System.Net;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ReleaseTests : IAsyncLifetime
{
    private readonly FrontHost _front = new();

    private IClusterOverviewGrain Cluster => _front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    public async ValueTask InitializeAsync()
    {
        await _front.InitializeAsync();
        Cluster.ListCompanies(default, default, default!, default).ReturnsForAnyArgs(new Page<CompanyOverview>(
            [new CompanyOverview { CompanyId = "acme", Environment = JobviteEnvironment.Stage, Health = CompanyHealth.Well, IntervalMinutes = 60 }], 1, 1, 25, null));
        Cluster.GetTotals(default).ReturnsForAnyArgs(new ClusterTotals());
        Cluster.ListSilos(default).ReturnsForAnyArgs([]);
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Theory]
    [InlineData(true, true, HttpStatusCode.OK, true)]
    [InlineData(true, false, HttpStatusCode.Accepted, false)]
    [InlineData(false, true, HttpStatusCode.OK, true)]
    public async Task An_operator_without_a_tenant_releases_a_company_as_often_as_they_like(bool wasOwned, bool isFree, HttpStatusCode status, bool deleted)
    {
        Cluster.Release(default!, default!, default).ReturnsForAnyArgs(new CompanyRelease(wasOwned, isFree));
        using var client = Operator();

        var answer = await client.Post("/api/operators/companies/acme/release", "{}").Json(status);

        Assert.Equal((true, deleted), (answer["success"]!.GetValue<bool>(), answer["dataDeleted"]!.GetValue<bool>()));
        await Cluster.Received(1).Release("acme", new Caller("(operator)", "person-1", "ada@example.com", "127.0.0.1"), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_tenant_may_not_and_an_impossible_id_is_a_404()
    {
        var tenant = _front.NewTenant();
        await tenant.Client.Post("/api/operators/companies/acme/release", "{}").Problem(HttpStatusCode.Forbidden);
        await _front.Anonymous.Post("/api/operators/companies/acme/release", "{}").Problem(HttpStatusCode.Unauthorized);
        using var client = Operator();
        await client.Post("/api/operators/companies/no%20such/release", "{}").Problem(HttpStatusCode.NotFound);
        await Cluster.DidNotReceiveWithAnyArgs().Release(default!, default!, default);
    }

    [Fact]
    public async Task In_the_console_the_company_id_has_to_be_typed()
    {
        Cluster.Release(default!, default!, default).ReturnsForAnyArgs(new CompanyRelease(WasOwned: true, IsFree: true));
        using var browser = new ConsoleBrowser(_front);
        await browser.Get(_front.Services.GetRequiredService<WebFrontend.Console.Access.SignInLinks>().Issue(Token()));
        Assert.Contains("/operators?release=acme", await browser.Page("/operators"), StringComparison.Ordinal);

        var mistyped = await browser.Send("/operators?release=acme", "/operators?release=acme", ("_handler", "release"), ("confirm", "acne"));
        Assert.Contains("Nothing was released", await mistyped.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        await Cluster.DidNotReceiveWithAnyArgs().Release(default!, default!, default);

        var released = await browser.Send("/operators?release=acme", "/operators?release=acme", ("_handler", "release"), ("confirm", "acme"));
        Assert.EndsWith("/operators?done=released", released.Headers.Location!.ToString(), StringComparison.Ordinal);
        await Cluster.Received(1).Release("acme", Arg.Any<Caller>(), Arg.Any<CancellationToken>());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendBare("/operators?release=acme", ("_handler", "release"), ("confirm", "acme"))).StatusCode);
    }

    private HttpClient Operator() => _front.NewTenant().ClientWith(Token());

    private static string Token() => Tokens.Signed(Tokens.Claims(null, "jobvite.operator"), new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)));
}
