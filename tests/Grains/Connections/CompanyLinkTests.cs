using Jobvite.Client;
using Jobvite.Grains.Candidates;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Refreshes;
using Jobvite.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Connections;

/// <summary>What the company's other grains know of its settings, when nobody tells them of a change.</summary>
public sealed class CompanyLinkTests
{
    private static readonly CompanyConnection Former = PlayedCompany.Connected with { Settings = new SyncSettings { SyncDocuments = true } };
    private static readonly CompanyConnection Current = Former with { Version = 2, Environment = JobviteEnvironment.Prod, ReadScopeSince = RefreshBench.Now, SourceSince = RefreshBench.Now };

    private readonly FakeTimeProvider _time = new(RefreshBench.Now);
    private readonly List<string> _asked = [];
    private CompanyConnection? _connection = Former;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_newer_settings_decided_does_not_begin_with_older_ones()
    {
        var versions = new Queue<int>([1, 2]);
        var link = new PlayedCompany(() => PlayedCompany.Connected with { Version = versions.Dequeue() }, static (_, _) => Substitute.For<IJobviteClient>(), new FakeTimeProvider()).Link;

        Assert.Equal(1, (await link.Get())?.Version);
        Assert.Equal(1, (await link.Get(version: 1))?.Version);
        Assert.Equal(2, (await link.Get(version: 2))?.Version);
        Assert.Equal(2, (await link.Get())?.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_request_is_sent_with_a_connection_that_is_no_more(bool isConnectedAnew)
    {
        var link = Company().Link;
        var client = link.CreateClient((await link.Get())!, BudgetPriority.Full, TimeSpan.Zero);
        await client.GetJobAsync("first", Stop);

        _connection = isConnectedAnew ? Current : null;

        await Assert.ThrowsAsync<OutdatedConnectionException>(() => client.GetJobAsync("second", Stop));
        Assert.Equal(["Stage first"], _asked);
        Assert.Equal(_connection, await link.Get());
    }

    [Fact]
    public async Task A_silo_with_other_addresses_than_the_source_was_noted_with_asks_nobody()
    {
        var link = Company().Link;
        _connection = Former with { Addresses = "https://api.jvistg2.com/api/v2 https://api.jvistg2.com/api/v2" };
        await link.CreateClient((await link.Get())!, BudgetPriority.Full, TimeSpan.Zero).GetJobAsync("first", Stop);

        link.Drop();
        _connection = Former with { Addresses = "https://elsewhere.example/api/v2 https://elsewhere.example/api/v2" };
        var client = link.CreateClient((await link.Get())!, BudgetPriority.Full, TimeSpan.Zero);

        var refusal = await Assert.ThrowsAsync<JobviteException>(() => client.GetJobAsync("second", Stop));
        Assert.Equal((FailureKind.Unavailable, true), (refusal.Failure.Kind, refusal.Failure.NothingSent));
        Assert.Equal(["Stage first"], _asked);
    }

    [Fact]
    public async Task Settings_that_change_nothing_of_what_is_read_interrupt_nothing()
    {
        var link = Company().Link;
        var client = link.CreateClient((await link.Get())!, BudgetPriority.Full, TimeSpan.Zero);

        _connection = Former with { Version = 2, Settings = Former.Settings with { IntervalMinutes = 15 } };

        await client.GetJobAsync("first", Stop);
        Assert.Equal(["Stage first"], _asked);
    }

    [Fact]
    public async Task A_refresh_goes_on_at_the_new_source()
    {
        var company = Company(asked => _connection = asked == "first" ? Current : _connection);
        var (records, events) = (Substitute.For<IRecordStore>(), Substitute.For<IEventStore>());
        var (first, second) = (RefreshBench.Event("first"), RefreshBench.Event("second"));
        events.ReadDue("acme", WebhookSource.Job, Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(_ => [first, second], _ => [second], _ => []);
        using var loop = company.Loop(company.Source(SyncKind.Jobs, records, Substitute.For<IRecordReader>()), events);

        await loop.RunOnce(Stop);

        Assert.Equal(["Stage first", "Prod second"], _asked);
        await records.Received(1).SaveRefresh(Arg.Is<RefreshWrite>(write => write.SourceSince == null), Arg.Any<IReadOnlyList<JobRow>>(), Arg.Any<IRecordMerge>(), Arg.Any<CancellationToken>());
        await records.Received(1).SaveRefresh(Arg.Is<RefreshWrite>(write => write.SourceSince == RefreshBench.Now), Arg.Any<IReadOnlyList<JobRow>>(), Arg.Any<IRecordMerge>(), Arg.Any<CancellationToken>());
        await events.DidNotReceiveWithAnyArgs().MarkFailed(default!, default!, default);
        await events.DidNotReceiveWithAnyArgs().Postpone(default!, default!, default, default!, default);
    }

    [Fact]
    public async Task Documents_are_not_fetched_from_the_former_source()
    {
        var (company, documents) = (Company(), Substitute.For<IDocumentStore>());
        documents.List("acme", "p1", Arg.Any<CancellationToken>()).Returns(new CandidateDocuments([], ArtifactsToFetch: true));
        await using var fetcher = new ArtifactFetcher("acme", company.Link, documents, new DocumentSealer(company.Secrets), _time, static _ => { }, NullLogger<ArtifactFetcher>.Instance);
        await company.Link.Get();
        _connection = Current;

        var list = await fetcher.List("p1", Stop);

        Assert.Contains("Jobvite was not asked", list!.Warning, StringComparison.Ordinal);
        Assert.Empty(_asked);
        await documents.DidNotReceiveWithAnyArgs().SaveFetched(default!, default!, default!, default, default);

        await fetcher.List("p1", Stop);

        Assert.Equal(["Prod p1"], _asked);
    }

    [Fact]
    public async Task A_candidate_is_not_refreshed_by_hand_from_the_former_source()
    {
        var (company, records) = (Company(), Substitute.For<IRecordStore>());
        var refresh = new RefreshByHand(company.Link, (CandidateSource)company.Source(SyncKind.Candidates, records, Substitute.For<IRecordReader>()));
        await company.Link.Get();
        _connection = Current;

        var refused = await refresh.Run("p1", Stop);

        Assert.Equal(CandidateRefreshOutcome.Failed, refused.Outcome);
        Assert.Contains("Jobvite was not asked", refused.Error, StringComparison.Ordinal);
        Assert.Empty(_asked);
        await records.DidNotReceiveWithAnyArgs().SaveRefresh(default!, default(IReadOnlyList<CandidateRow>)!, default!, default);

        await refresh.Run("p1", Stop);

        Assert.Equal(["Prod p1"], _asked);
    }

    /// <summary>A company whose Jobvite notes which environment was asked for what.</summary>
    private PlayedCompany Company(Action<string>? afterwards = null) => new(
        () => _connection,
        (connection, gate) =>
        {
            var environment = connection.V2BaseUrl.Host == "api.jobvite.com" ? "Prod" : "Stage";
            var client = Substitute.For<IJobviteClient>();
            client.GetJobAsync(default!, default).ReturnsForAnyArgs(call => Answer<JobviteJob?>(JobviteEndpoint.Job, call.Arg<string>(), JobviteRecords.ParseJob($$"""{"eId":"{{call.Arg<string>()}}"}""")));
            client.GetCandidateAsync(default, default, default).ReturnsForAnyArgs(call => Answer<IReadOnlyList<JobviteCandidate>>(JobviteEndpoint.Candidate, call.ArgAt<string>(0), []));
            client.GetArtifactsAsync(default!, default).ReturnsForAnyArgs(call => Answer(JobviteEndpoint.Candidate, call.Arg<string>(), new JobviteDocumentList(JobviteDocumentScope.AllArtifacts, ApplicationId: null, [])));
            return client;

            async Task<T> Answer<T>(JobviteEndpoint endpoint, string id, T answer)
            {
                await gate.EnterAsync(endpoint, Stop);
                _asked.Add($"{environment} {id}");
                afterwards?.Invoke(id);
                return answer;
            }
        },
        _time);
}
