using System.Globalization;

namespace Jobvite.Client;

internal sealed partial class JobviteClient(WireCaller caller, JobviteConnection connection, IRequestGate gate, TimeProvider time) : IJobviteClient
{
    private const string DateFormat = "yyyy-MM-dd";

    public IAsyncEnumerable<JobvitePage<JobviteJob>> ReadJobPagesAsync(JobPageRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        PageWalk.Check(request.Reading);
        CheckFilters(request.Filters);
        var query = request.Filters.ToList();
        return PageWalk.ReadAsync(
            request.Reading,
            (ask, token) => FetchAsync(List(JobviteEndpoint.Job, "/job", query, ask.Start, ask.Count), RecordShapes.Job, ask.MayBeNothing, token),
            ct);
    }

    public IAsyncEnumerable<JobvitePage<JobviteCandidate>> ReadCandidatePagesAsync(CandidatePageRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        PageWalk.Check(request.Reading);
        CheckFilters(request.Filters);
        var query = CandidateQuery(request);
        return PageWalk.ReadAsync(
            request.Reading,
            (ask, token) => FetchAsync(
                List(JobviteEndpoint.Candidate, "/candidate", query, ask.Start, ask.Count), RecordShapes.Candidate, ask.MayBeNothing, token, request.Recognize),
            ct);
    }

    public async Task<JobviteJob?> GetJobAsync(string jobId, CancellationToken ct)
    {
        RecordId.Check(jobId, nameof(jobId));
        var found = await FetchOneAsync(
            Get(JobviteEndpoint.Job, "/job", [new("ids", jobId), .. Window(0, 1)]), RecordShapes.Job, job => job.Id == jobId, ct).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<JobvitePage<JobviteJob>> GetJobsAsync(IReadOnlyCollection<string> jobIds, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(jobIds);
        ArgumentOutOfRangeException.ThrowIfZero(jobIds.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jobIds.Count, 100);
        foreach (var id in jobIds)
        {
            RecordId.Check(id, nameof(jobIds));
        }

        var request = Get(JobviteEndpoint.Job, "/job", [new("ids", string.Join(',', jobIds)), .. Window(0, jobIds.Count)]);
        var page = await FetchNamedAsync(request, RecordShapes.Job, job => jobIds.Contains(job.Id, StringComparer.Ordinal), onlyThose: true, ct).ConfigureAwait(false);
        return new JobvitePage<JobviteJob>(0, page.Entries, page.Records, page.Malformed, page.Total, PageOutcome.Last);
    }

    public Task<IReadOnlyList<JobviteCandidate>> GetCandidateAsync(string? candidateId, string? applicationId, CancellationToken ct)
    {
        List<KeyValuePair<string, string>> query = [];
        if (candidateId is not null || applicationId is null)
        {
            RecordId.Check(candidateId!, nameof(candidateId));
            query.Add(new("candidateId", candidateId!));
        }

        if (applicationId is not null)
        {
            RecordId.Check(applicationId, nameof(applicationId));
            query.Add(new("applicationId", applicationId));
        }

        return FetchOneAsync(
            Get(JobviteEndpoint.Candidate, "/candidate", [.. query, .. Window(0, 500)]),
            RecordShapes.Candidate,
            candidate => candidateId is null ? candidate.Applications.Any(application => application.Id == applicationId) : candidate.Id == candidateId,
            ct);
    }

    public async Task<JobviteDocumentList> GetArtifactsAsync(string candidateId, CancellationToken ct)
    {
        RecordId.Check(candidateId, nameof(candidateId));
        var isWhole = true;
        var documents = await FetchOneAsync(
            Get(JobviteEndpoint.Candidate, $"/candidate/{candidateId}/artifacts", []),
            RecordShapes.Artifact,
            static _ => true,
            ct,
            page => isWhole = page.Malformed.Count == 0 && !(page.Total > page.Entries)).ConfigureAwait(false);
        return new JobviteDocumentList(JobviteDocumentScope.AllArtifacts, null, documents) { IsWhole = isWhole };
    }

    public async Task<EndpointProbe> ProbeAsync(JobviteEndpoint endpoint, CancellationToken ct)
    {
        var timed = new TimedGate(gate, time);
        var prober = new JobviteClient(caller, connection, timed, time);
        try
        {
            await (endpoint switch
            {
                JobviteEndpoint.Job => prober.ProbeListAsync("/job", endpoint, RecordShapes.Job, ct),
                JobviteEndpoint.Candidate => prober.ProbeListAsync("/candidate", endpoint, RecordShapes.Candidate, ct),
                JobviteEndpoint.Onboarding => prober.ProbeOnboardingAsync(ct),
                _ => throw new ArgumentOutOfRangeException(nameof(endpoint)),
            }).ConfigureAwait(false);
            return new EndpointProbe(endpoint, true, timed.SinceEntered, null);
        }
        catch (JobviteException exception) when (!timed.Threw)
        {
            return new EndpointProbe(endpoint, false, timed.SinceEntered, exception.Failure);
        }
    }

    private async Task ProbeListAsync<T>(string path, JobviteEndpoint endpoint, RecordShape<T> shape, CancellationToken ct)
        => await FetchAsync(Get(endpoint, path, Window(0, 1)) with { Once = true }, shape, mayBeNothing: true, ct).ConfigureAwait(false);

    // An answer that is no list and yet may mean that there is nothing is told apart from both: only at the beginning of a list, and behind a
    // page that may have been the last, can it mean that. A probe wants to know whether the key is accepted, which a 404 does not say.
    private async Task<RawPage<T>> FetchAsync<T>(WireRequest request, RecordShape<T> shape, bool mayBeNothing, CancellationToken ct, RecognizeEntries? recognize = null)
    {
        try
        {
            using var answer = await caller.CallAsync(request with { ListAtRootAllowed = true }, connection, gate, ct).ConfigureAwait(false);
            if (PageParser.Split(answer.Root!, shape, mayBeBare: false) is not { } entries || (entries.InsteadOfNone is not null && !mayBeNothing))
            {
                throw new JobviteException(Tell(request, answer).Malformed("JSON that has no list of records in it"));
            }

            var recognition = await Recognition.Ask(recognize, entries, ct).ConfigureAwait(false);
            return PageParser.Read(entries, recognition, shape, connection.KeepEeoData, connection.Excluded) with
            {
                InsteadOfNone = entries.InsteadOfNone,
                Filtered = request.Filtered,
            };
        }
        catch (JobviteException exception) when (exception.Failure.Kind == FailureKind.NotFound && mayBeNothing && !request.Once)
        {
            return new RawPage<T>([], [], 0, [], null) { InsteadOfNone = "\"not found\"", Filtered = request.Filtered };
        }
    }

    private async Task<IReadOnlyList<T>> FetchOneAsync<T>(WireRequest request, RecordShape<T> shape, Func<T, bool> isIt, CancellationToken ct, Action<RawPage<T>>? look = null)
        => (await FetchNamedAsync(request, shape, isIt, onlyThose: false, ct, look).ConfigureAwait(false)).Records;

    // Nobody has shown how Jobvite says that a record is not there: an empty list, 404 and an error that says so all count.
    private async Task<RawPage<T>> FetchNamedAsync<T>(
        WireRequest request, RecordShape<T> shape, Func<T, bool> isIt, bool onlyThose, CancellationToken ct, Action<RawPage<T>>? look = null)
    {
        var nothing = new RawPage<T>([], [], 0, [], null);
        try
        {
            using var answer = await caller.CallAsync(request with { ListAtRootAllowed = true }, connection, gate, ct).ConfigureAwait(false);
            var page = PageParser.Parse(answer.Root!, shape, connection.KeepEeoData, mayBeBare: shape.Bare, connection.Excluded);
            if (page is null)
            {
                return ErrorReport.SaysNotFound(answer.Root!)
                    ? nothing
                    : throw new JobviteException(Tell(request, answer).Malformed("JSON that has no record in it"));
            }

            look?.Invoke(page);
            var found = page.Records.Where(isIt).ToList();
            if (onlyThose ? found.Count == page.Records.Count : found.Count > 0 || page.Entries == 0)
            {
                return page with { Records = found };
            }

            throw new JobviteException(Tell(request, answer).Malformed(
                page.Malformed.Count > 0 ? $"a record that cannot be read. {page.Malformed[0].Reason.TrimEnd('.')}" : "other records than the one asked for"));
        }
        catch (JobviteException exception) when (exception.Failure.Kind == FailureKind.NotFound)
        {
            return nothing;
        }
    }

    private FailureText Tell(WireRequest request, WireAnswer answer) => new(request.Endpoint, connection, answer.Status, null);

    private WireRequest Get(JobviteEndpoint endpoint, string path, IReadOnlyList<KeyValuePair<string, string>> query)
        => new(endpoint, BaseUrl.Combine(connection.V2BaseUrl, path, query));

    private WireRequest List(JobviteEndpoint endpoint, string path, List<KeyValuePair<string, string>> query, int start, int count)
        => Get(endpoint, path, [.. query, .. Window(start, count)]) with { Filtered = query.Count > 0 };

    private static KeyValuePair<string, string>[] Window(int start, int count) =>
    [
        new("start", start.ToString(CultureInfo.InvariantCulture)),
        new("count", count.ToString(CultureInfo.InvariantCulture)),
    ];

    private static List<KeyValuePair<string, string>> CandidateQuery(CandidatePageRequest request)
    {
        var query = request.Filters.ToList();
        if (request.UpdatedSince is { } since)
        {
            query.Add(new("datestart", since.ToString(DateFormat, CultureInfo.InvariantCulture)));
        }

        if (request.UpdatedUntil is { } until)
        {
            query.Add(new("dateend", until.ToString(DateFormat, CultureInfo.InvariantCulture)));
        }

        if (request.UpdatedSince is not null || request.UpdatedUntil is not null)
        {
            query.Add(new("dateFormat", DateFormat));
        }

        if (!string.IsNullOrWhiteSpace(request.WorkflowState))
        {
            query.RemoveAll(static parameter => parameter.Key.Equals("wflowstate", StringComparison.OrdinalIgnoreCase));
            query.Add(new("wflowstate", request.WorkflowState));
        }

        return query;
    }

    private static void CheckFilters(IEnumerable<KeyValuePair<string, string>> filters)
    {
        if (JobviteFilters.FindProblem(filters) is { } problem)
        {
            throw new ArgumentException(problem, nameof(filters));
        }
    }
}
