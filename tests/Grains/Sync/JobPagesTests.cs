using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sync;
using Jobvite.Grains.Tests.Refreshes;
using Jobvite.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Sync;

public sealed class JobPagesTests
{
    private readonly PlayedJobvite _jobvite = new() { PageSize = 4, Jobs = [.. Enumerable.Range(0, 10).Select(i => $"j{i}")] };

    [Fact]
    public async Task A_full_run_that_misses_jobs_reads_the_list_once_more_before_it_deletes()
    {
        var drafts = await Read(new MemoryRecords { Unseen = 1 }, SyncMode.Full);
        Assert.Equal(6, drafts.Count);
        Assert.True(drafts[2].StoreFirst);
        Assert.All(drafts.Skip(2), draft => Assert.Equal(ListCursor.SecondLook, draft.NextCursor));
    }

    [Fact]
    public async Task A_full_run_that_misses_nothing_does_not() =>
        Assert.Equal(3, (await Read(new MemoryRecords(), SyncMode.Full)).Count);

    [Fact]
    public async Task A_run_that_deletes_nothing_does_not() =>
        Assert.Equal(3, (await Read(new MemoryRecords { Unseen = 1 }, SyncMode.Incremental)).Count);

    [Fact]
    public async Task A_list_of_one_page_has_no_second_look()
    {
        _jobvite.Jobs.RemoveRange(3, 7);
        Assert.Single(await Read(new MemoryRecords { Unseen = 1 }, SyncMode.Full));
    }

    [Fact]
    public async Task A_run_that_broke_off_in_its_second_look_begins_that_again() =>
        Assert.Equal(3, (await Read(new MemoryRecords { Unseen = 1 }, SyncMode.Full, ListCursor.SecondLook)).Count);

    private async Task<List<PageDraft>> Read(MemoryRecords records, SyncMode mode, string? cursor = null)
    {
        var pages = new JobPages(records, new FakeTimeProvider());
        var checkpoint = new RunCheckpoint
        {
            Run = new RunRef("acme", Guid.NewGuid(), 1),
            Kind = SyncKind.Jobs,
            Mode = mode,
            Trigger = RunTrigger.Schedule,
            StartedAt = RefreshBench.Now,
            Cursor = cursor,
            Progress = new SyncProgress(),
        };
        var drafts = new List<PageDraft>();
        await foreach (var draft in pages.Read(_jobvite, checkpoint, null, RefreshBench.Connection, TestContext.Current.CancellationToken))
        {
            drafts.Add(draft);
        }

        return drafts;
    }
}
