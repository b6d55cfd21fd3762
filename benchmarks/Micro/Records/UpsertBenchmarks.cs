using System.Globalization;
using BenchmarkDotNet.Attributes;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Postgres.TestSupport;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Benchmarks.Micro.Records;

/// <summary>A page of 500 entries into PostgreSQL, which here does not wait for the disk: the work of the statement, not of the device.</summary>
[MemoryDiagnoser]
public class UpsertBenchmarks
{
    private const string CompanyId = "benchmark";

    private readonly RecordMerge _merge = new(keepEeoData: false);
    private readonly RunMemory _memory = new();
    private PostgresCluster? _cluster;
    private ServiceProvider? _services;
    private IRecordStore? _store;
    private RunRef? _run;
    private List<CandidateRow> _rows = [];
    private int _generation;

    [GlobalSetup]
    public async Task Prepare()
    {
        _cluster = await PostgresCluster.Start();
        var connectionString = _cluster.ConnectionString;
        _services = new ServiceCollection().AddJobvitePostgres(options => options.ConnectionString = connectionString).BuildServiceProvider();
        await _services.GetRequiredService<IStorageMigrator>().Migrate(CancellationToken.None);
        _store = _services.GetRequiredService<IRecordStore>();
        var runs = _services.GetRequiredService<IRunStore>();
        var run = new NewRun { RunId = Guid.CreateVersion7(), CompanyId = CompanyId, Kind = SyncKind.Candidates, Mode = SyncMode.Full, Trigger = RunTrigger.Person };
        await runs.StartOrJoin(run, CancellationToken.None);
        _run = (await runs.Take(CompanyId, run.RunId, CancellationToken.None))!.Run;
        var page = PageParser.Parse(AnswerRoot.TryRead(await SamplePage.Read())!, RecordShapes.Candidate, keepEeoData: false, mayBeBare: false)!;
        _rows = [.. page.Records.Select(static entry => RecordRows.FromPerson(entry) with { Applications = [.. entry.Applications.Select(RecordRows.From)] })];
        await Save(_rows);
    }

    [GlobalCleanup]
    public async Task Clear()
    {
        await _services!.DisposeAsync();
        await _cluster!.DisposeAsync();
    }

    [Benchmark]
    public Task Unchanged() => Save(_rows);

    [Benchmark]
    public Task New()
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{++_generation}");
        return Save(_rows.ConvertAll(row => row with
        {
            Id = row.Id + suffix,
            Applications = [.. row.Applications.Select(application => application with { Id = application.Id + suffix })],
        }));
    }

    private Task Save(List<CandidateRow> rows) => _store!.SavePage(
        new RunPage { Run = _run!, NextCursor = "0", ReadAt = TimeProvider.System.GetUtcNow(), Memory = _memory }, rows, _merge, CancellationToken.None);
}
