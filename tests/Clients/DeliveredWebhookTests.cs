using System.Net.Http.Json;
using System.Text.Json;

namespace Jobvite.Clients.Tests;

/// <summary>The documents' receivers at endpoints of the running service, which signs and delivers what changes.</summary>
[Collection(nameof(Company))]
public sealed class DeliveredWebhookTests(Kit kit) : IDisposable
{
    private const string Endpoints = "/api/integrations/jobvite/webhook-endpoints";
    private const int Moves = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long it is down, while changes go on.</summary>
    private static readonly TimeSpan Down = TimeSpan.FromMilliseconds(300);
    private readonly Company _company = new(kit);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("receive.cs")]
    [InlineData("receive.mjs")]
    public async Task A_receiver_that_is_killed_and_started_again_has_every_change_since_its_endpoint_was_created(string program)
    {
        kit.Require(program);
        var (_, before) = await _company.Feed("");
        var (id, secret) = await Create();
        var (_, created) = await _company.Feed(before);
        await using var receiver = new Receiver(kit, program, secret);
        await receiver.Start();
        using (var enabled = await _company.Http.PatchAsJsonAsync($"{Endpoints}/{id}", new { url = receiver.Address, enabled = true }, Cancelled))
        {
            Assert.True(enabled.IsSuccessStatusCode, await enabled.Content.ReadAsStringAsync(Cancelled));
        }

        using (var test = await _company.Http.PostAsync($"{Endpoints}/{id}/test", content: null, Cancelled))
        {
            Assert.True((await test.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("success").GetBoolean());
        }

        // Other candidates than those that other tests move. Each moves once: of two moves in a moment, the feed tells the last.
        var moving = _company.Move(first: 40, candidates: Moves, Moves, stage: $"Seen by {program}", pause: TimeSpan.FromMilliseconds(100));
        for (var kill = 1; kill <= 2; kill++)
        {
            var some = receiver.Stored().Count + 3;
            await Until(receiver, id, () => Task.FromResult(receiver.Stored().Count >= some));
            await receiver.Kill();
            await Task.Delay(Down, Cancelled);
            await receiver.Start();
        }

        await moving;
        await Until(receiver, id, async () => await IsAllThere(receiver, id, created, $"Seen by {program}"));
        await receiver.Kill();

        var stored = receiver.Stored();
        var (expected, _) = await _company.Feed(created);
        var (possible, _) = await _company.Feed(before);
        Assert.Empty(expected.Except(stored.Keys));
        var sent = stored.Where(one => Read(one.Value).Type != "endpoint.test").ToArray();
        Assert.Empty(sent.Select(one => one.Key).Except(possible));
        Assert.All(sent, one => Assert.Equal(one.Key, Read(one.Value).Id));
        TestContext.Current.TestOutputHelper!.WriteLine($"{program}: {expected.Length} items, {sent.Length} stored, 2 kills, 0 missing, 0 twice, 0 phantom");
    }

    public void Dispose() => _company.Dispose();

    private static (string Type, string? Id) Read(string body)
    {
        var json = JsonDocument.Parse(body).RootElement;
        return (json.GetProperty("type").GetString()!, json.GetProperty("data").TryGetProperty("id", out var id) ? id.GetString() : null);
    }

    /// <summary>Disabled, because the receiver needs the secret before it has an address.</summary>
    private async Task<(string Id, string Secret)> Create()
    {
        using var answer = await _company.Http.PostAsJsonAsync(Endpoints, new { url = "https://receiver.example/webhooks", enabled = false }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        return (created.GetProperty("id").GetString()!, created.GetProperty("secret").GetString()!);
    }

    private async Task<bool> IsAllThere(Receiver receiver, string id, string created, string stage)
    {
        // A second failure waits for minutes. An owner who knows that the receiver is back does not.
        var waiting = await _company.Http.GetFromJsonAsync<JsonElement>($"{Endpoints}/{id}/deliveries?status=retrying&pageSize=100", Cancelled);
        foreach (var delivery in waiting.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("attempts").GetInt32() > 1))
        {
            using var again = await _company.Http.PostAsync($"{Endpoints}/{id}/deliveries/{delivery.GetProperty("id").GetString()}/resend", content: null, Cancelled);
        }

        var (expected, _) = await _company.Feed(created);
        var stored = receiver.Stored();
        return stored.Values.Count(body => body.Contains(stage, StringComparison.Ordinal)) >= Moves && !expected.Except(stored.Keys).Any();
    }

    private async Task Until(Receiver receiver, string id, Func<Task<bool>> condition)
    {
        var endpoint = "";
        await Wait.Until(
            Patience,
            async () =>
            {
                var reached = await condition();
                endpoint = reached ? "" : await _company.Http.GetStringAsync($"{Endpoints}/{id}", Cancelled);
                return reached;
            },
            () => $"The receiver has {receiver.Stored().Count} webhooks. {endpoint}");
    }
}
