using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What every part of the contract needs. A provider passes the suite by deriving from each part.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected const string Company = "acme0001";
    protected const string Other = "other002";

    private const string Orphans = """
        SELECT child.what
        FROM (
            SELECT company_id, candidate_id, 'application ' || jobvite_id AS what FROM applications
            UNION ALL
            SELECT company_id, candidate_id, 'document ' || name FROM candidate_documents) AS child
        LEFT JOIN candidates AS parent ON parent.company_id = child.company_id AND parent.jobvite_id = child.candidate_id
        WHERE parent.jobvite_id IS NULL
        """;

    private IStore? _store;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected IStore Store => _store!;

    protected IRunStore Runs => Store.Get<IRunStore>();

    protected IRecordStore Records => Store.Get<IRecordStore>();

    protected IRecordReader Reader => Store.Get<IRecordReader>();

    protected IEventStore Events => Store.Get<IEventStore>();

    protected IDocumentStore Documents => Store.Get<IDocumentStore>();

    protected DateTimeOffset Now => Store.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => _store = await CreateStore();

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            try
            {
                await FindOrphans(_store);
            }
            finally
            {
                await _store.DisposeAsync();
            }
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<IStore> CreateStore();

    /// <summary>After whatever a test did: what belongs to a candidate has one. In PostgreSQL no foreign key says so.</summary>
    private static async Task FindOrphans(IStore store)
    {
        if ((await store.Look(store.TablesOfCompanies)).Contains("applications"))
        {
            Assert.Empty(await store.Look(Orphans));
        }
    }

    protected void Advance(int seconds = 60) => Store.Time.Advance(TimeSpan.FromSeconds(seconds));

    protected static NewRun Run(SyncKind kind = SyncKind.Candidates, SyncMode mode = SyncMode.Full, string company = Company, int? limit = null) => new()
    {
        RunId = Guid.CreateVersion7(),
        CompanyId = company,
        Kind = kind,
        Mode = mode,
        Trigger = RunTrigger.Person,
        Limit = limit,
    };

    /// <summary>Starts and takes a run.</summary>
    protected async Task<RunRef> Begin(SyncKind kind = SyncKind.Candidates, string company = Company)
    {
        var start = await Runs.StartOrJoin(Run(kind, company: company), Stop);
        return (await Runs.Take(company, start.Run.RunId, Stop))!.Run;
    }

    protected RunPage Page(RunRef run, string cursor = "next", params RecordFailure[] failures) => new()
    {
        Run = run,
        NextCursor = cursor,
        ReadAt = Now,
        Failures = failures,
    };

    protected RefreshWrite Refresh(DateTimeOffset? readAt = null, string company = Company, params Guid[] events) => new()
    {
        CompanyId = company,
        ReadAt = readAt ?? Now,
        ProcessedEvents = events,
    };

    protected Task<UpsertCounts> Save(params CandidateRow[] candidates) => Records.SaveRefresh(Refresh(), candidates, IncomingWins.Instance, Stop);

    protected Task<UpsertCounts> Save(params JobRow[] jobs) => Records.SaveRefresh(Refresh(), jobs, IncomingWins.Instance, Stop);

    protected Task<UpsertCounts> Save(ProcessRow[] processes, params TaskRow[] tasks) =>
        Records.SaveRefresh(Refresh(), processes, tasks, IncomingWins.Instance, Stop);

    protected Task<PageResult> SavePage(RunRef run, params CandidateRow[] candidates) =>
        Records.SavePage(Page(run), candidates, IncomingWins.Instance, Stop);

    protected Task<PageResult> SavePage(RunRef run, params JobRow[] jobs) => Records.SavePage(Page(run), jobs, IncomingWins.Instance, Stop);

    protected async Task<CandidateView> Candidate(string id, string company = Company) => (await Reader.GetCandidate(company, id, Stop))!;

    protected async Task<string?[]> FindCandidates(CandidateFilter filter, string company = Company) =>
        [.. (await Reader.ListCandidates(company, filter, new PageRequest(PageSize: 100), false, Stop)).Items.Select(item => item.JobviteCandidateId).Order()];

    protected async Task<string?[]> FindJobs(JobFilter filter, string company = Company) =>
        [.. (await Reader.ListJobs(company, filter, new PageRequest(PageSize: 100), false, Stop)).Items.Select(item => item.JobviteJobId).Order()];

    /// <summary>A candidate's documents that are handed out: name and content, or whether the content is stored.</summary>
    protected async Task<string[]> Kept(string person = "p1", bool contents = true, string company = Company)
    {
        List<string> kept = [];
        foreach (var document in (await Documents.List(company, person, Stop))?.Documents ?? [])
        {
            var content = (await Documents.Get(company, document.Id, Stop))!.EncryptedContent;
            kept.Add(contents ? $"{document.FileName} {(content is null ? "" : System.Text.Encoding.UTF8.GetString(content))}" : $"{document.FileName}{(content is null ? "" : " stored")}");
        }

        return [.. kept.Order(StringComparer.Ordinal)];
    }
}
