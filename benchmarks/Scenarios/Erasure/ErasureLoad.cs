using System.Globalization;
using System.Text;
using Jobvite.Benchmarks.Deliveries;

namespace Jobvite.Benchmarks.Erasure;

/// <summary>Everything that could bring a person back: full runs, webhooks about many and about the canary, and changes that are delivered with their records.</summary>
internal sealed class ErasureLoad(ErasureBench bench, string canary, DeliveryReceiver receiver) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private int _bodies;
    private long _lastCanary;

    public int Runs { get; private set; }

    public int Webhooks { get; private set; }

    public int Deliveries => receiver.Taken.Count;

    /// <summary>Bodies of deliveries that held something of the canary.</summary>
    public int CanaryBodies => _bodies;

    /// <summary>When the last of them came; 0 for never.</summary>
    public long LastCanary => Interlocked.Read(ref _lastCanary);

    public async Task Begin()
    {
        // A receiver that fails and sends back what it got about the canary: the answer is kept.
        receiver.Echo = (endpoint, body) =>
        {
            if (Canary.In(Encoding.UTF8.GetString(body)) == 0)
            {
                return false;
            }

            Interlocked.Increment(ref _bodies);
            Interlocked.Exchange(ref _lastCanary, TimeProvider.System.GetTimestamp());
            return endpoint == 1;
        };
        for (var endpoint = 0; endpoint < 2; endpoint++)
        {
            await bench.Service.Ask(HttpMethod.Post, bench.Customer, "/webhook-endpoints", new { url = receiver.UrlOf(endpoint), payload = "full", maxPerSecond = 1000 });
        }

        var others = (await bench.StandIn.Admin(HttpMethod.Get, bench.Customer, "/candidates?take=50")).EnumerateArray().Select(one => one.GetProperty("candidateId").GetString()!).Where(id => id != canary).ToList();
        _loops.Add(Repeat(TimeSpan.FromMilliseconds(100), async _ =>
        {
            await bench.FullRun();
            Runs++;
        }));
        _loops.Add(Repeat(TimeSpan.FromMilliseconds(25), async turn =>
        {
            await bench.Send(turn % 5 == 0
                ? Canary.Webhook(canary, turn)
                : Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"eventType\":\"candidateUpdate\",\"candidateId\":\"{others[turn % others.Count]}\",\"number\":{turn}}}")));
            Webhooks++;
        }));
        _loops.Add(Repeat(TimeSpan.FromMilliseconds(200), turn =>
            bench.StandIn.Admin(HttpMethod.Post, bench.Customer, $"/candidates/{canary}/stage", new { stage = $"Canary stage {turn}", announce = false })));
        _loops.Add(Repeat(TimeSpan.FromMilliseconds(500), _ => bench.StandIn.Admin(HttpMethod.Post, bench.Customer, "/changes", new { share = 0.02, announce = false })));
    }

    public async Task End()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task Repeat(TimeSpan pause, Func<int, Task> turn)
    {
        for (var number = 0; !_stopping.IsCancellationRequested; number++)
        {
            await turn(number);
            await Task.Delay(pause, CancellationToken.None);
        }
    }
}
