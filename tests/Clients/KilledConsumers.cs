using System.Net.Http.Json;
using System.Text.Json;

namespace Jobvite.Clients.Tests;

/// <summary>Every program follows the same changes and is killed several times while they happen.</summary>
public sealed class KilledConsumers(Kit kit) : IAsyncLifetime
{
    internal const int Kills = 3;
    internal const int Moves = 60;
    private const string Api = "/api/integrations/jobvite";
    private readonly Dictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new() { BaseAddress = kit.Service.Url, DefaultRequestHeaders = { Authorization = new("Bearer", kit.Service.Token) } };

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
        await Task.WhenAll([.. _consumers.Values.Select(consumer => KillAgainAndAgain(consumer, random.Next())), MoveCandidates()]);
        foreach (var consumer in _consumers.Values)
        {
            var (_, end) = await Feed(consumer.Begins[0]);
            await consumer.Until(() => consumer.Cursor == end);
            await consumer.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var consumer in _consumers.Values)
        {
            await consumer.DisposeAsync();
        }
    }

    /// <summary>The ids of the items behind a cursor, and the last one's cursor.</summary>
    internal async Task<(string[] Ids, string End)> Feed(string cursor)
    {
        List<string> ids = [];
        while (true)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>($"{Api}/changes?limit=1000&after={cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString()!;
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return ([.. ids], cursor);
            }
        }
    }

    private static async Task KillAgainAndAgain(Consumer consumer, int seed)
    {
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Somewhere behind the next few items, at whatever it is doing then.
            var items = consumer.Ids().Length + random.Next(1, Moves / Kills / 2);
            await consumer.Until(() => consumer.Ids().Length >= items);
            await Task.Delay(random.Next(0, 30));
            await consumer.Kill();
            consumer.Start();
        }
    }

    private async Task MoveCandidates()
    {
        var candidates = (await _http.GetFromJsonAsync<JsonElement>($"{Api}/candidates?pageSize=40")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("jobviteCandidateId").GetString()!).ToArray();
        using var stand = new HttpClient { BaseAddress = kit.Service.SandboxAdmin };
        for (var move = 0; move < Moves; move++)
        {
            using var answer = await stand.PostAsJsonAsync($"/admin/candidates/{candidates[move % candidates.Length]}/stage", new { stage = $"Moved {move / candidates.Length}" });
            Assert.True(answer.IsSuccessStatusCode);
            await Task.Delay(30);
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
        var (expected, _) = await killed.Feed(begin);

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
