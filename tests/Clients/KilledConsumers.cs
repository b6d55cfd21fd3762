namespace Jobvite.Clients.Tests;

/// <summary>Every program follows the same changes and is killed several times while they happen.</summary>
public sealed class KilledConsumers(Kit kit) : IAsyncLifetime
{
    internal const int Kills = 3;
    internal const int Moves = 60;
    private readonly Dictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);

    internal Company Company { get; } = new(kit);

    internal Consumer this[string program] => _consumers[program];

    public async ValueTask InitializeAsync()
    {
        foreach (var program in ConsumerPrograms.Names.Where(name => kit.NoNode is null || !name.EndsWith(".mjs", StringComparison.Ordinal)))
        {
            var consumer = _consumers[program] = new Consumer(kit, program, kit.Service.Url, kit.Service.Token);
            consumer.Start();
        }

        await Task.WhenAll(_consumers.Values.Select(consumer => consumer.Until(() => consumer.Cursor is not null)));
        var random = new Random(20261128);
        await Task.WhenAll([.. _consumers.Values.Select(consumer => KillAgainAndAgain(consumer, random.Next())), Company.Move(first: 0, candidates: 40, Moves, "Moved", TimeSpan.FromMilliseconds(30))]);
        foreach (var consumer in _consumers.Values)
        {
            var (_, end) = await Company.Feed(consumer.Begins[0]);
            await consumer.Until(() => consumer.Cursor == end);
            await consumer.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Company.Dispose();
        foreach (var consumer in _consumers.Values)
        {
            await consumer.DisposeAsync();
        }
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

public sealed class KilledConsumerTests(KilledConsumers killed, Kit kit) : IClassFixture<KilledConsumers>
{
    [Theory]
    [MemberData(nameof(ConsumerPrograms.All), MemberType = typeof(ConsumerPrograms))]
    public async Task A_program_that_is_killed_again_and_again_ends_with_exactly_the_items_of_the_feed(string program)
    {
        kit.Require(program);
        var consumer = killed[program];

        var begin = Assert.Single(consumer.Begins);
        var (expected, _) = await killed.Company.Feed(begin);

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
