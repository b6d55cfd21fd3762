using Jobvite.Silo.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class TlsTests(TlsSilos silos) : IClassFixture<TlsSilos>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_front_end_asks_silos_that_ask_each_other()
    {
        await using var front = silos.Front("front", new LogLines());
        await front.StartAsync(TestContext.Current.CancellationToken);
        var cluster = front.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

        var hosts = await cluster.GetHosts(onlyActive: true);
        // The one that is asked asks the other one.
        var statistics = await cluster.GetRuntimeStatistics([.. hosts.Keys]);

        Assert.Equal(2, hosts.Count);
        Assert.Equal(2, statistics.Length);
    }

    [Fact]
    public async Task A_silo_without_TLS_cannot_join_and_says_what_may_be_wrong()
    {
        using var plain = silos.Silo(certificate: null, new LogLines());

        var failure = await Record.ExceptionAsync(() => plain.StartAsync(TestContext.Current.CancellationToken));

        Assert.NotNull(failure);
        Assert.Contains("Orleans__Tls__", StartupFailure.Describe(failure), StringComparison.Ordinal);
        Assert.Contains("Authentication failed", silos.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_front_end_without_TLS_is_not_let_in()
    {
        await using var front = silos.Front(certificate: null, new LogLines());
        using var enough = new CancellationTokenSource(Patience);

        var starting = front.StartAsync(enough.Token);
        await Wait.Until(Patience, () => Task.FromResult(silos.Log.Text.Contains("Authentication failed", StringComparison.Ordinal)), () => silos.Log.Text);

        Assert.False(starting.IsCompletedSuccessfully);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => starting);
    }

    [Fact]
    public void A_silo_with_the_certificate_of_a_front_end_does_not_start() => Assert.Contains(
        "extended key usage", Assert.Throws<OptionsValidationException>(() => silos.Silo("front", new LogLines())).Message, StringComparison.Ordinal);
}
