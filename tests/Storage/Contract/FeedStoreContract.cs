using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What tests of the feed need.</summary>
public abstract class FeedStoreContract : StoreContract
{
    protected IChangeFeed Feed => Store.Get<IChangeFeed>();

    protected static CandidateRow Ann(string lastName, params ApplicationRow[] applications) => Sample.Person("p1", null, null, applications) with
    {
        LastName = lastName,
        RawJson = $$"""{"eId":"p1","lastName":"{{lastName}}"}""",
    };

    protected async Task Complete(SyncKind kind, Func<RunRef, Task>? pages = null, string company = Company)
    {
        var run = await Begin(kind, company);
        await (pages?.Invoke(run) ?? Task.CompletedTask);
        await End(run, new RunEnd(RunStatus.Success, null, Complete: true));
    }

    protected async Task Delete(SyncKind kind, Func<RunRef, Task>? pages = null)
    {
        var run = await Begin(kind);
        await (pages?.Invoke(run) ?? Task.CompletedTask);
        await Records.DeleteUnseen(run, Stop);
        await End(run, new RunEnd(RunStatus.Cancelled, null, Complete: false));
    }

    protected Task<SyncRun?> End(RunRef run, RunEnd end) => Runs.Finish(run, end, Stop);

    protected async Task<IReadOnlyList<FeedItem>> Read() => (await Feed.Read(Company, new FeedRequest(null, false, FeedRequest.MaxLimit, []), Stop)).Items;

    protected async Task<string[]> Types() => [.. (await Read()).Select(item => item.Type)];
}
