using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;

namespace Jobvite.Grains.Tests.Fronts;

[Collection(ClusterTests.Name)]
public sealed class FrontKeyRingGrainTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_key_is_taken_only_from_a_front_that_has_seen_the_newest_ring()
    {
        var ring = Ring();
        var first = await ring.AddKey("<key id=\"1\" />", (await ring.GetKeys()).Version);
        var late = await ring.AddKey("<key id=\"2\" />", 0);

        Assert.Equal(["<key id=\"1\" />"], late.Elements);
        Assert.Equal(first.Version, late.Version);
        Assert.Equal(["<key id=\"1\" />", "<key id=\"2\" />"], (await ring.AddKey("<key id=\"2\" />", late.Version)).Elements);
    }

    [Fact]
    public async Task Only_the_newest_keys_are_kept()
    {
        var ring = Ring();
        for (var version = 0; version < 12; version++)
        {
            await ring.AddKey($"<key id=\"{version}\" />", version);
        }

        var keys = await ring.GetKeys();
        Assert.Equal((12, 10), (keys.Version, keys.Elements.Length));
        Assert.Equal("<key id=\"11\" />", keys.Elements[^1]);
    }

    [Fact]
    public async Task A_key_that_the_silos_cannot_open_any_more_is_left_out()
    {
        var ring = Ring();
        await ring.AddKey("<key id=\"old\" />", 0);
        cluster.LostKeys.Lose("front-key-ring");

        Assert.Empty((await ring.GetKeys()).Elements);
        Assert.Equal(["<key id=\"new\" />"], (await ring.AddKey("<key id=\"new\" />", 1)).Elements);
    }

    [Fact]
    public async Task An_endless_key_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Ring().AddKey(new string('k', 20_000), 0));

    [Fact]
    public async Task A_ring_shows_no_key_as_text()
    {
        var ring = Ring();
        Assert.DoesNotContain("hidden", (await ring.AddKey("<hidden />", 0)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A ring of the test's own; a cluster has one.</summary>
    private IFrontKeyRingGrain Ring() => cluster.Grains.GetGrain<IFrontKeyRingGrain>($"{IFrontKeyRingGrain.Key}-{Guid.NewGuid():N}");
}
