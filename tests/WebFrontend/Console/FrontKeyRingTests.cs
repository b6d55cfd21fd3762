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
        builder.Services.AddSingleton(factory).AddSingleton<TimeProvider>(_time).AddLogging();
        builder.AddFrontProtection();
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>The grain's rule, without a cluster.</summary>
    private sealed class RingGrain : IFrontKeyRingGrain
    {
        public List<string> Keys { get; } = [];

        /// <summary>Another front is quicker, once.</summary>
        public string? AddedByAnother { get; set; }

        public Task<FrontKeys> GetKeys() => Task.FromResult(Ring());

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
