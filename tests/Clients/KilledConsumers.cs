namespace Jobvite.Clients.Tests;

/// <summary>Every program follows the same changes and is killed several times while they happen.</summary>
public sealed class KilledConsumers(Kit kit) : IAsyncLifetime
{
    internal const int Kills = 3;
    internal const int Moves = 60;
    private readonly Dictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);

    private readonly Company _company = new(kit);
    private readonly Dictionary<string, string[]> _items = new(StringComparer.Ordinal);

    internal (Consumer Consumer, string[] Items) this[string program] => (_consumers[program], _items[program]);

    public async ValueTask InitializeAsync()
    {
        foreach (var program in ConsumerPrograms.Names.Where(name => kit.NoNode is null || !name.EndsWith(".mjs", StringComparison.Ordinal)))
        {
            var consumer = _consumers[program] = new Consumer(kit, program, kit.Service.Url, kit.Service.Token);
            consumer.Start();
        }

        await Task.WhenAll(_consumers.Values.Select(consumer => consumer.Until(() => consumer.Cursor is not null)));
        var random = new Random(20261128);
        await Task.WhenAll([.. _consumers.Values.Select(consumer => KillAgainAndAgain(consumer, random.Next())), _company.Move(first: 0, candidates: 40, Moves, "Moved", TimeSpan.FromMilliseconds(30))]);
        foreach (var consumer in _consumers.Values)
        {
            _items[consumer.Program] = await FollowToTheEnd(consumer);
            await consumer.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _company.Dispose();
        foreach (var consumer in _consumers.Values)
        {
            await consumer.DisposeAsync();
        }
    }

    /// <summary>The ids of the items that the feed has for it. The last moves may still be on their way into the feed when it begins to wait.</summary>
    private async Task<string[]> FollowToTheEnd(Consumer consumer)
    {
        string[] items = [];
        await consumer.Until(async () =>
        {
            (items, var end) = await _company.Feed(consumer.Begins[0]);
            return items.Length >= Moves && consumer.Cursor == end;
        });
        return items;
    }

    private static async Task KillAgainAndAgain(Consumer consumer, int seed)
    {
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Somewhere behind the next few items, at whatever it is doing then. A fast one may have them all before its last kill.
            var items = Math.Min(consumer.Ids().Length + random.Next(1, Moves / Kills / 2), Moves);
            await consumer.Until(() => consumer.Ids().Length >= items);
            await Task.Delay(random.Next(0, 30));
            await consumer.Kill();
            consumer.Start();
        }
    }
}

[Collection(nameof(Company))]
public sealed class KilledConsumerTests(KilledConsumers killed, Kit kit) : IClassFixture<KilledConsumers>
{
    [Theory]
    [MemberData(nameof(ConsumerPrograms.All), MemberType = typeof(ConsumerPrograms))]
    public void A_program_that_is_killed_again_and_again_ends_with_exactly_the_items_of_the_feed(string program)
    {
        kit.Require(program);
        var (consumer, expected) = killed[program];

        Assert.Single(consumer.Begins);
        Assert.Equal(expected, consumer.Ids());
        Assert.True(expected.Length >= KilledConsumers.Moves, $"{expected.Length} items");
        Assert.Equal(KilledConsumers.Kills + 1, consumer.Kills);
        TestContext.Current.TestOutputHelper!.WriteLine($"{program}: {expected.Length} items, {consumer.Kills} kills, 0 missing, 0 twice");
    }
}

/// <summary>The programs that follow the feed.</summary>
public static class ConsumerPrograms
{
    internal static readonly string[] Names = ["poll.cs", "poll.mjs", "stream.cs", "stream.mjs", "consume.cs", "consume.mjs"];

    public static TheoryData<string> All() => [.. Names];
}
