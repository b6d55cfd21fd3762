using System.Net;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class DrainTests : IAsyncLifetime
{
    private const string Address = "S10.0.0.7:11111:154901749";
    private const string Path = $"/api/operators/silos/{Address}/drain";
    private readonly FrontHost _front = new();

    private IClusterOverviewGrain Cluster => _front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    public async ValueTask InitializeAsync()
    {
        await _front.InitializeAsync();
        Cluster.ListCompanies(default, default, default!, default).ReturnsForAnyArgs(new Page<CompanyOverview>([], 0, 1, 25, null));
        Cluster.GetTotals(default).ReturnsForAnyArgs(new ClusterTotals());
        Cluster.ListSilos(default).ReturnsForAnyArgs([new SiloOverview { Name = "silo-7", Address = Address, Status = "Active", Activations = 30, Companies = 7 }]);
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task An_operator_lists_the_silos_drains_one_and_takes_it_back()
    {
        Cluster.DrainSilo(default!, default, default!, default).ReturnsForAnyArgs(new SiloDrain(SiloDrainOutcome.Done, 7));
        using var client = Operator();

        var silo = (await client.GetAsync(new Uri("/api/operators/silos", UriKind.Relative), Answers.Cancelled).Json(HttpStatusCode.OK))["silos"]![0]!;
        Assert.Equal((Address, 7, false), (silo["address"]!.GetValue<string>(), silo["companies"]!.GetValue<int>(), silo["draining"]!.GetValue<bool>()));
        Assert.Equal(7, (await client.Post(Path, "{}").Json(HttpStatusCode.OK))["companies"]!.GetValue<int>());
        await client.DeleteAsync(new Uri(Path, UriKind.Relative), Answers.Cancelled).Json(HttpStatusCode.OK);

        var caller = new Caller("(operator)", "person-1", "ada@example.com", "127.0.0.1");
        await Cluster.Received(1).DrainSilo(Address, true, caller, Arg.Any<CancellationToken>());
        await Cluster.Received(1).DrainSilo(Address, false, caller, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(SiloDrainOutcome.NotFound, HttpStatusCode.NotFound)]
    [InlineData(SiloDrainOutcome.NobodyElse, HttpStatusCode.Conflict)]
    [InlineData(SiloDrainOutcome.Silent, HttpStatusCode.ServiceUnavailable)]
    public async Task What_hinders_a_drain_is_said(SiloDrainOutcome outcome, HttpStatusCode status)
    {
        Cluster.DrainSilo(default!, default, default!, default).ReturnsForAnyArgs(new SiloDrain(outcome));
        using var client = Operator();

        await client.Post(Path, "{}").Problem(status);
    }

    [Fact]
    public async Task A_tenant_may_neither_list_nor_drain()
    {
        var tenant = _front.NewTenant();
        await tenant.Client.Post(Path, "{}").Problem(HttpStatusCode.Forbidden);
        await _front.Anonymous.Post(Path, "{}").Problem(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Forbidden, (await tenant.Client.GetAsync(new Uri("/api/operators/silos", UriKind.Relative), Answers.Cancelled)).StatusCode);
        await Cluster.DidNotReceiveWithAnyArgs().DrainSilo(default!, default, default!, default);
    }

    [Fact]
    public async Task In_the_console_a_button_drains_the_silo_of_its_row()
    {
        Cluster.DrainSilo(default!, default, default!, default).ReturnsForAnyArgs(new SiloDrain(SiloDrainOutcome.Done, 7));
        using var browser = new ConsoleBrowser(_front);
        await browser.Get(_front.Services.GetRequiredService<WebFrontend.Console.Access.SignInLinks>().Issue(Token()));

        var drained = await browser.Send("/operators", "/operators", ("_handler", "drain-silo-7"), ("intent", "drain"));

        Assert.EndsWith("/operators?done=drained", drained.Headers.Location!.ToString(), StringComparison.Ordinal);
        await Cluster.Received(1).DrainSilo(Address, true, Arg.Any<Caller>(), Arg.Any<CancellationToken>());
        Assert.Contains("This takes up to a minute.", await browser.Page("/operators?done=drained"), StringComparison.Ordinal);
    }

    private HttpClient Operator() => _front.NewTenant().ClientWith(Token());

    private static string Token() => Tokens.Signed(Tokens.Claims(null, "jobvite.operator"), new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FrontHost.Key)));
}
