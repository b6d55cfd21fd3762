using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests.Cluster;

public sealed class ClusterHealthCheckTests
{
    private readonly GatewayConnections _gateways = new();
    private readonly IManagementGrain _management = Substitute.For<IManagementGrain>();
    private readonly IHostApplicationLifetime _lifetime = Substitute.For<IHostApplicationLifetime>();
    private readonly FakeTimeProvider _time = new();

    public ClusterHealthCheckTests() => _lifetime.ApplicationStarted.Returns(new CancellationToken(canceled: true));

    [Fact]
    public async Task A_front_end_that_is_connected_to_a_silo_is_ready_without_asking_anybody()
    {
        _gateways.Changed(now: 1, before: 0);

        Assert.Equal(HealthStatus.Healthy, await Check());
        Assert.Empty(_management.ReceivedCalls());
    }

    [Fact]
    public async Task One_that_is_connected_to_none_asks_so_that_it_is_connected()
    {
        _management.GetHosts(true, Arg.Any<CancellationToken>()).Returns(_ =>
        {
            _gateways.Changed(now: 1, before: 0);
            return new Dictionary<SiloAddress, SiloStatus>();
        });

        Assert.Equal(HealthStatus.Healthy, await Check());
    }

    [Fact]
    public async Task An_error_is_as_good_as_an_answer_when_it_came_from_a_silo()
    {
        _management.GetHosts(true, Arg.Any<CancellationToken>()).Returns<Dictionary<SiloAddress, SiloStatus>>(_ =>
        {
            _gateways.Changed(now: 1, before: 0);
            throw new InvalidOperationException("The database is away.");
        });

        Assert.Equal(HealthStatus.Healthy, await Check());
    }

    [Fact]
    public async Task One_that_gets_no_connection_is_not_ready()
    {
        _management.GetHosts(true, Arg.Any<CancellationToken>()).ThrowsAsync(new TimeoutException());

        Assert.Equal(HealthStatus.Unhealthy, await Check());
    }

    [Fact]
    public async Task One_that_waits_for_an_answer_gives_up_after_five_seconds()
    {
        _management.GetHosts(true, Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<Dictionary<SiloAddress, SiloStatus>>().Task);
        var check = Check();
        Assert.False(check.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HealthStatus.Unhealthy, await check);
    }

    [Fact]
    public async Task One_that_stops_is_not_ready_any_more()
    {
        _gateways.Changed(now: 1, before: 0);
        _lifetime.ApplicationStopping.Returns(new CancellationToken(canceled: true));

        Assert.Equal(HealthStatus.Unhealthy, await Check());
    }

    [Fact]
    public void Changes_that_are_told_in_the_wrong_order_add_up()
    {
        _gateways.Changed(now: 2, before: 1);
        _gateways.Changed(now: 1, before: 0);
        Assert.True(_gateways.Any);

        _gateways.Changed(now: 0, before: 1);
        _gateways.Changed(now: 1, before: 2);
        Assert.False(_gateways.Any);
    }

    private async Task<HealthStatus> Check()
    {
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IManagementGrain>(0).Returns(_management);
        var check = new ClusterHealthCheck(_gateways, new(grains), _lifetime, _time, NullLogger<ClusterHealthCheck>.Instance);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("cluster", check, HealthStatus.Unhealthy, []) };
        return (await check.CheckHealthAsync(context, TestContext.Current.CancellationToken)).Status;
    }
}
