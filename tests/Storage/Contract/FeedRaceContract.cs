using System.Globalization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Two stores on one database, as two silos are: three kinds and webhooks write, and readers follow.</summary>
public abstract class FeedRaceContract : StoreContract
{
    private const int Rounds = 60;

    private static readonly int[] Limits = [1, 7, 1000];

    /// <summary>Another store on the same database.</summary>
    protected abstract IStore OpenAnother();

    /// <summary>Closes it and leaves the database.</summary>
    protected abstract ValueTask Close(IStore another);

    [Fact]
    public async Task Readers_that_follow_writers_miss_nothing_and_see_one_order()
    {
        var second = OpenAnother();
        IStore[] stores = [Store, second];
        Dictionary<SyncKind, RunRef> runs = [];
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            await Runs.Finish(await Begin(kind), new RunEnd(RunStatus.Success, null, Complete: true), Stop);
            runs[kind] = await Begin(kind);
        }

        using var written = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var readers = Enumerable.Range(0, 6).Select(reader => Task.Run(() => Follow(stores[reader % 2], Limits[reader % 3], written.Token), Stop)).ToList();
        await Task.WhenAll(
            Write(round => stores[round % 2].Get<IRecordStore>().SavePage(Page(runs[SyncKind.Jobs]), [.. Jobs(round)], IncomingWins.Instance, Stop)),
            Write(round => stores[round % 2].Get<IRecordStore>().SavePage(Page(runs[SyncKind.Candidates]), [.. People("run", round)], IncomingWins.Instance, Stop)),
            Write(round => stores[round % 2].Get<IRecordStore>().SavePage(Page(runs[SyncKind.Onboarding]), [.. Processes(round)], IncomingWins.Instance, Stop)),
            Write(round => Webhook(stores[0], "first", round)),
            Write(round => Webhook(stores[1], "second", round)),
            Write(round => Webhook(stores[round % 2], "both", round)));
        await written.CancelAsync();
        var seen = await Task.WhenAll(readers);

        var positions = (await Store.Look("SELECT position FROM record_changes WHERE position IS NOT NULL ORDER BY position")).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(i => (long)i), positions);
        Assert.All(seen, ids => Assert.Equal(seen[0], ids));
        Assert.Equal(positions.Count, seen[0].Distinct().Count());

        await Close(second);

        // The three that begin, then whatever each round wrote: 5 jobs, 3 times 5 people and applications by run and webhooks, 5 processes.
        Assert.Equal(3 + (Rounds * (5 + (4 * 10) + 5)), positions.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"items {positions.Count}, readers {seen.Length}, missing {seen.Sum(ids => positions.Count - ids.Count)}");

        Task Write(Func<int, Task> write) => Task.Run(
            async () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    await write(round);
                }
            },
            Stop);

        Task Webhook(IStore store, string by, int round) =>
            store.Get<IRecordStore>().SaveRefresh(Refresh(events: Guid.CreateVersion7()), [.. People(by, round)], IncomingWins.Instance, Stop);
    }

    /// <summary>Reads until the writers are done and nothing is left; each page must hold as many items as it is long.</summary>
    private static async Task<List<Guid>> Follow(IStore store, int limit, CancellationToken written)
    {
        List<Guid> seen = [];
        FeedPage? page = null;
        while (true)
        {
            var isLast = written.IsCancellationRequested;
            page = await store.Get<IChangeFeed>().Read(Company, new FeedRequest(page?.NextCursor, false, limit, []), Stop);
            seen.AddRange(page.Items.Select(item => item.Id));
            Assert.Equal(seen.Count, page.Position);
            if (isLast && !page.HasMore)
            {
                return seen;
            }
        }
    }

    private static IEnumerable<JobRow> Jobs(int round) => Enumerable.Range(0, 5).Select(i => Sample.Job($"j{i}", $"Round {round}"));

    private static IEnumerable<ProcessRow> Processes(int round) => Enumerable.Range(0, 5).Select(i => Sample.Process($"o{i}", $"round {round}"));

    private static IEnumerable<CandidateRow> People(string by, int round) => Enumerable.Range(0, 5).Select(i =>
        Sample.Person($"{by}{i}", $"{round}@example.com", null, Sample.Application($"{by}{i}-a", $"State {round}")));
}
