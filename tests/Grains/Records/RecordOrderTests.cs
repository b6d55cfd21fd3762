using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Records;

/// <summary>What Jobvite sends, read by the client, merged by the grains' rule and stored in a database.</summary>
[Collection(ClusterTests.Name)]
public sealed class RecordOrderTests(GrainCluster cluster)
{
    private const string Ada = """{"eId":"p1","firstName":"Ada","email":"old@example.com","application":{"eId":"A","lastUpdatedDate":1748736000000}}""";
    private const string AdaAgain = """{"eId":"p1","firstName":"Ada","email":"old@example.com","application":{"eId":"B","lastUpdatedDate":1748822400000}}""";
    private const string Erased = """{"eId":"p1","firstName":"Erased","email":null,"application":{"eId":"A","lastUpdatedDate":1748736000000}}""";

    private readonly string _company = "c" + Guid.NewGuid().ToString("N");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IRunStore Runs => cluster.Services.GetRequiredService<IRunStore>();

    [Fact]
    public async Task A_person_who_was_erased_at_Jobvite_is_erased_here_though_the_date_went_back()
    {
        await Sync(Ada, AdaAgain);

        var progress = await Sync(Erased);

        Assert.Equal((1, 1, 0, 0), (progress.Fetched, progress.Updated, progress.Unchanged, progress.Stale));
        var candidate = (await cluster.Services.GetRequiredService<IRecordReader>().GetCandidate(_company, "p1", Stop))!;
        Assert.Equal(("Erased", null), (candidate.FirstName, candidate.Email));
        Assert.DoesNotContain("old@example.com", candidate.RawJson, StringComparison.Ordinal);
    }

    private async Task<SyncProgress> Sync(params string[] entries)
    {
        var time = cluster.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var start = await Runs.StartOrJoin(
            new NewRun { RunId = Guid.CreateVersion7(), CompanyId = _company, Kind = SyncKind.Candidates, Mode = SyncMode.Full, Trigger = RunTrigger.Person }, Stop);
        var run = (await Runs.Take(_company, start.Run.RunId, Stop))!.Run;
        var rows = cluster.Services.GetRequiredService<CandidateRows>().From(_company, [.. entries.Select(JobviteRecords.ParseCandidate)], new SyncSettings());
        var page = new RunPage { Run = run, NextCursor = "end", ReadAt = time };
        var result = await cluster.Services.GetRequiredService<IRecordStore>().SavePage(page, rows, new RecordMerge(keepEeoData: false), Stop);
        await Runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        return result.Progress;
    }
}
