using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class FrontKeyRingTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly RingGrain _grain = new();

    [Fact]
    public async Task What_one_front_protects_another_opens()
    {
        var (first, second) = (await Front(), await Front());

        Assert.Equal("signed in", second.CreateProtector("cookie").Unprotect(first.CreateProtector("cookie").Protect("signed in")));
        Assert.Single(_grain.Keys);
    }

    [Fact]
    public async Task Fronts_that_start_at_once_end_with_one_key()
    {
        _grain.AddedByAnother = (await MadeElsewhere())[0];

        await Front();

        Assert.Equal([_grain.AddedByAnother], _grain.Keys);
    }

    [Fact]
    public async Task A_new_key_is_made_before_the_last_one_ends_and_used_later()
    {
        var services = Services();
        var ring = services.GetRequiredService<FrontKeyRing>();
        await ring.Refresh();
        _time.Advance(TimeSpan.FromDays(82));
        await ring.Refresh();
        Assert.Single(_grain.Keys);

        _time.Advance(TimeSpan.FromDays(2));
        await ring.Refresh();

        Assert.Equal(2, _grain.Keys.Count);
        var latest = services.GetRequiredService<IKeyManager>().GetAllKeys().MaxBy(key => key.ExpirationDate)!;
        Assert.Equal(_time.GetUtcNow().AddDays(2), latest.ActivationDate, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_call_that_the_cluster_cancels_ends_neither_the_start_nor_the_looking_again()
    {
        var ring = Services().GetRequiredService<FrontKeyRing>();
        _grain.Cancels = 1;
        var starting = ring.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(starting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await starting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        _grain.Cancels = 1;
        for (var tries = 0; _grain.Cancels > 0 && tries < 3000; tries++)
        {
            // The first hour may pass before its timer has been set.
            _time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, _grain.Cancels);
        Assert.False(ring.ExecuteTask!.IsCompleted);
        await ring.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_but_the_ring_itself_looks_for_keys_while_the_host_starts() =>
        Assert.DoesNotContain("DataProtectionHostedService", Services().GetServices<IHostedService>().Select(s => s.GetType().Name));

    private async Task<IReadOnlyList<string>> MadeElsewhere()
    {
        var grain = new RingGrain();
        await Services(grain).GetRequiredService<FrontKeyRing>().Refresh();
        return grain.Keys;
    }

    private async Task<IDataProtectionProvider> Front()
    {
        var services = Services();
        await services.GetRequiredService<FrontKeyRing>().Refresh();
        return services.GetRequiredService<IDataProtectionProvider>();
    }

    private ServiceProvider Services(RingGrain? grain = null)
    {
        var factory = Substitute.For<IGrainFactory>();
        factory.GetGrain<IFrontKeyRingGrain>(IFrontKeyRingGrain.Key, Arg.Any<string?>()).Returns(grain ?? _grain);
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(factory).AddSingleton<ClusterGrains>().AddSingleton<TimeProvider>(_time).AddLogging();
        builder.AddFrontProtection();
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>The grain's rule, without a cluster.</summary>
    private sealed class RingGrain : IFrontKeyRingGrain
    {
        public List<string> Keys { get; } = [];

        /// <summary>Another front is quicker, once.</summary>
        public string? AddedByAnother { get; set; }

        /// <summary>So many calls end as cancelled, though nobody here cancels.</summary>
        public int Cancels { get; set; }

        public Task<FrontKeys> GetKeys() => Cancels > 0 && Cancels-- > 0
            ? Task.FromException<FrontKeys>(new OperationCanceledException())
            : Task.FromResult(Ring());

        public Task<FrontKeys> AddKey(string element, int knownVersion)
        {
            if (AddedByAnother is { } other && Keys.Count == 0)
            {
                Keys.Add(other);
            }
            else if (knownVersion == Keys.Count)
            {
                Keys.Add(element);
            }

            return Task.FromResult(Ring());
        }

        private FrontKeys Ring() => new(Keys.Count, [.. Keys]);
    }
}
