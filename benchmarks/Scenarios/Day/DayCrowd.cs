using System.Net.Http.Headers;
using System.Text.Json;
using Jobvite.Benchmarks.Deliveries;
using Jobvite.Benchmarks.Workbenches;

namespace Jobvite.Benchmarks.Day;

/// <summary>Those who follow what happens: consumers of feeds with long polls, endpoints, and people with a page of the console open.</summary>
internal sealed class DayCrowd : IAsyncDisposable
{
    private const int Consumers = 200;
    private const int Endpoints = 300;
    private const int People = 20;
    private static readonly TimeSpan BetweenPages = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _leaving = new();
    private readonly Service _service;
    private readonly HttpClient _http;
    private readonly List<Task> _following = [];
    private long _items;
    private long _pages;
    private long _wrong;

    private DayCrowd(Service service)
    {
        _service = service;
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Consumers + People }) { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
    }

    public long Items => Interlocked.Read(ref _items);

    public long Pages => Interlocked.Read(ref _pages);

    /// <summary>Answers that were none.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    public static async Task<DayCrowd> Open(Service service, IReadOnlyList<Customer> customers, DeliveryReceiver receiver)
    {
        var crowd = new DayCrowd(service);
        foreach (var (number, customer) in customers.Take(Endpoints).Index())
        {
            await service.Ask(HttpMethod.Post, customer, "/webhook-endpoints", new { url = receiver.UrlOf(number) });
        }

        crowd._following.AddRange(customers.Reverse().Take(Consumers).Select(crowd.Follow));
        crowd._following.AddRange(customers.Skip(Endpoints).Take(People).Select(crowd.LookAtConsole));
        return crowd;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_following);
        _http.Dispose();
        _leaving.Dispose();
    }

    private async Task Follow(Customer customer)
    {
        var cursor = "now";
        await Repeat(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/integrations/jobvite/changes?wait=25&after={Uri.EscapeDataString(cursor)}", UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _service.Token(customer));
            using var answer = await _http.SendAsync(request, _leaving.Token);
            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>(_leaving.Token);
            cursor = page.GetProperty("nextCursor").GetString()!;
            Interlocked.Add(ref _items, page.GetProperty("items").GetArrayLength());
        });
    }

    private async Task LookAtConsole(Customer customer)
    {
        using var visitor = new ConsoleVisitor(_service, customer);
        await Repeat(async () =>
        {
            await visitor.Open("/", _leaving.Token);
            Interlocked.Increment(ref _pages);
            await Task.Delay(BetweenPages, _leaving.Token);
        });
    }

    private async Task Repeat(Func<Task> step)
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                await step();
            }
            catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
            {
                Interlocked.Increment(ref _wrong);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), _leaving.Token));
            }
        }
    }
}
