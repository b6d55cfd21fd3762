using JobviteOrleans;

namespace Jobvite.Clients.Tests;

/// <summary>clients/dotnet against the running service.</summary>
public sealed class DotnetClientTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http;
    private readonly JobviteApi _api;

    public DotnetClientTests(Kit kit)
    {
        _http = new() { BaseAddress = kit.Service.Url, DefaultRequestHeaders = { Authorization = new("Bearer", kit.Service.Token) } };
        _api = new(_http);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whole_lists_have_every_record_once()
    {
        Assert.Equal((20, 60, 5), (await Count(_api.AllJobs(Cancelled), job => job.Id), await Count(_api.AllCandidates(Cancelled), person => person.Id), await Count(_api.AllProcesses(Cancelled), process => process.Id)));
    }

    [Fact]
    public async Task A_consumer_ends_when_it_is_cancelled_and_has_its_place()
    {
        using var end = new CancellationTokenSource();
        var handler = new Counting(end);
        var checkpoint = new FileCheckpoint(_directory.File("cursor"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ChangeConsumer(_api, checkpoint, handler).Run(end.Token));
        File.WriteAllText(_directory.File("cursor"), (await _api.ListChangesAsync(limit: 1, cancellationToken: Cancelled)).NextCursor);
        using var again = new CancellationTokenSource();
        var second = new Counting(again);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ChangeConsumer(_api, checkpoint, second) { Types = "sync.*", Limit = 1 }.Run(again.Token));

        Assert.Equal((1, 0), (handler.Starts, handler.Items));
        Assert.Equal((0, 1), (second.Starts, second.Items));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task A_checkpoint_without_a_place_is_none(string? text)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(_directory.File("cursor"), text, Cancelled);
        }

        var checkpoint = new FileCheckpoint(_directory.File("cursor"));
        Assert.Null(await checkpoint.Load(Cancelled));
        await checkpoint.Save("AAAA", Cancelled);
        Assert.Equal("AAAA", await checkpoint.Load(Cancelled));
    }

    public void Dispose()
    {
        _http.Dispose();
        _directory.Dispose();
    }

    private static async Task<int> Count<T>(IAsyncEnumerable<T> list, Func<T, object> id)
    {
        var ids = await list.Select(id).ToListAsync(Cancelled);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        return ids.Count;
    }

    /// <summary>Cancels at the first thing that happens.</summary>
    private sealed class Counting(CancellationTokenSource end) : IChangeHandler
    {
        public int Starts { get; private set; }

        public int Items { get; private set; }

        public Task StartOver(string cursor, CancellationToken cancellationToken)
        {
            Starts++;
            return end.CancelAsync();
        }

        public Task Apply(IReadOnlyList<ChangeItem> items, string nextCursor, CancellationToken cancellationToken)
        {
            Items += items.Count;
            return end.CancelAsync();
        }
    }
}
