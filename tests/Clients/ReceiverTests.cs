using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Clients.Tests;

/// <summary>The documents' receivers, with requests that the test signs by the letter of the contract.</summary>
public sealed class ReceiverTests(Kit kit) : IAsyncDisposable
{
    private const int Webhooks = 120;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly HttpClient _http = new();
    private Receiver? _receiver;

    [Theory]
    [InlineData("receive.cs")]
    [InlineData("receive.mjs")]
    public async Task Everything_that_was_acknowledged_is_stored_once_and_worked_on_also_when_it_is_killed(string program)
    {
        var receiver = await Start(program);
        var bodies = Enumerable.Range(0, Webhooks).ToDictionary(PlayedService.Id, number => $$"""{"type":"job.updated","timestamp":"2026-11-28T10:00:02Z","data":{"id":"{{PlayedService.Id(number)}}","to":"Größe {{number}}" } }""");
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var sending = Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (webhook, _) =>
        {
            await Deliver(webhook.Key, webhook.Value);
            if (Random(webhook.Key) % 3 == 0)
            {
                // The answer got lost.
                await Deliver(webhook.Key, webhook.Value);
            }

            acknowledged[webhook.Key] = true;
            await Task.Delay(5, CancellationToken.None);
        });
        for (var kill = 1; kill <= 3; kill++)
        {
            await Wait.Until(() => acknowledged.Count >= kill * Webhooks / 4);
            await receiver.Kill();
            await receiver.Start();
        }

        await sending;
        await Wait.Until(() => receiver.Done == $"{Webhooks}");
        await receiver.Kill();

        Assert.Equal(bodies.OrderBy(one => one.Key), receiver.Stored().OrderBy(one => one.Key));
        Assert.Empty(bodies.Keys.Except(receiver.Worked));
    }

    [Theory]
    [InlineData("receive.cs")]
    [InlineData("receive.mjs")]
    public async Task Only_what_is_signed_with_the_secret_and_fresh_is_taken(string program)
    {
        var receiver = await Start(program);
        var now = TimeProvider.System.GetUtcNow();
        const string Body = """{"type":"job.updated"}""";
        var right = Sign("a", now, Body);

        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NoContent],
            [await Post("a", now, right, Body), await Post("b", now, $"v1,{Convert.ToBase64String(new byte[32])} {Sign("b", now, Body)}", Body), await Post("a", now, right, Body)]);
        Assert.All(
            [
                await Post("c", now, right, Body),
                await Post("a", now, right, Body + " "),
                await Post("a", now.AddSeconds(1), right, Body),
                await Post("d", now.AddMinutes(-10), Sign("d", now.AddMinutes(-10), Body), Body),
                await Post("d", now.AddMinutes(10), Sign("d", now.AddMinutes(10), Body), Body),
                await Post("d", now, "v1,no base64", Body),
                await Post("d", now, "v2," + Sign("d", now, Body)[3..], Body),
                await Post(null, now, right, Body),
                await Post("d", null, right, Body),
                await Post("d", now, null, Body),
            ],
            status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        var large = new string(' ', 1024 * 1024 + 1);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post("e", now, Sign("e", now, large), large));
        Assert.Equal(["a", "b"], receiver.Stored().Keys.Order());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }
    }

    private static int Random(string id) => id[^1];

    private async Task<Receiver> Start(string program)
    {
        kit.Require(program);
        _receiver = new Receiver(kit, program, "whsec_" + Convert.ToBase64String(_key));
        await _receiver.Start();
        return _receiver;
    }

    /// <summary>Until it is acknowledged, each time with the same id and a new signature.</summary>
    private async Task Deliver(string id, string body)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            var now = TimeProvider.System.GetUtcNow();
            try
            {
                if (await Post(id, now, Sign(id, now, body), body) == HttpStatusCode.NoContent)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }

        Assert.Fail($"{id} was not taken within {Patience}.");
    }

    private async Task<HttpStatusCode> Post(string? id, DateTimeOffset? timestamp, string? signature, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _receiver!.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("webhook-id", id), ("webhook-timestamp", timestamp?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("webhook-signature", signature) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>As the contract says: Base64 of the HMAC-SHA256 over id, timestamp and body, with points between.</summary>
    private string Sign(string id, DateTimeOffset timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{id}.{timestamp.ToUnixTimeSeconds()}.{body}")));
}
