using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Endpoints;

/// <summary>A company whose jobs a test changes, and its endpoints.</summary>
internal sealed class DeliveryCompany : IAsyncDisposable
{
    private readonly DeliveryCluster _cluster;
    private readonly TestCompany _company;
    private int _edits;

    private DeliveryCompany(DeliveryCluster cluster, TestCompany company) => (_cluster, _company) = (cluster, company);

    public string Id => _company.CompanyId;

    public Caller Caller => _company.Caller;

    public ITenantDirectoryGrain Directory => _company.Directory;

    public IWebhookEndpointsGrain Endpoints => _cluster.Grains.GetGrain<IWebhookEndpointsGrain>(CompanyKey.Of(Id).ToString());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Connected, and its jobs were read once: from now on changes are told.</summary>
    public static async Task<DeliveryCompany> Begin(DeliveryCluster cluster)
    {
        var company = new DeliveryCompany(cluster, await cluster.Connect());
        var runs = cluster.Services.GetRequiredService<IRunStore>();
        var start = await runs.StartOrJoin(
            new NewRun { RunId = Guid.CreateVersion7(), CompanyId = company.Id, Kind = SyncKind.Jobs, Mode = SyncMode.Full, Trigger = RunTrigger.Person }, Stop);
        var run = (await runs.Take(company.Id, start.Run.RunId, Stop))!.Run;
        await runs.Finish(run, new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        return company;
    }

    public async Task<(Guid Id, string Secret)> Add(
        Receiver receiver, EndpointPayload payload = EndpointPayload.Thin, ImmutableArray<string>? types = null, int maxPerSecond = 1000, bool enabled = true)
    {
        var result = await Endpoints.Create(new EndpointSettings { Url = receiver.Url, Payload = payload, Types = types, MaxPerSecond = maxPerSecond, Enabled = enabled }, Caller, Stop);
        Assert.Equal(EndpointOutcome.Saved, result.Outcome);
        return (result.Endpoint!.Id, result.Secret!);
    }

    /// <summary>One change of each job.</summary>
    public async Task Change(params string[] jobs)
    {
        var edit = Interlocked.Increment(ref _edits);
        await _cluster.Services.GetRequiredService<IRecordStore>().SaveRefresh(
            new RefreshWrite { CompanyId = Id, ReadAt = TimeProvider.System.GetUtcNow(), ProcessedEvents = [] },
            [.. jobs.Select(job => new JobRow { Id = job, Title = $"Title {edit}", RawJson = $$"""{"eId":"{{job}}","title":"Title {{edit}}"}""" })],
            new RecordMerge(keepEeoData: false),
            Stop);
    }

    /// <summary>The ids of all changes of jobs, in their order, with the job.</summary>
    public async Task<IReadOnlyList<FeedItem>> Feed()
    {
        var feed = _cluster.Services.GetRequiredService<IChangeFeed>();
        return [.. (await feed.Read(Id, new FeedRequest(null, false, FeedRequest.MaxLimit, []), Stop)).Items.Where(item => item.Type.StartsWith("job.", StringComparison.Ordinal))];
    }

    public async Task<WebhookEndpoint> Get(Guid endpoint) => (await Endpoints.Get(endpoint, Caller, Stop))!;

    public async Task<IReadOnlyList<Delivery>> Deliveries(Guid endpoint, DeliveryFilter? filter = null) =>
        (await Endpoints.ListDeliveries(endpoint, filter ?? new DeliveryFilter(), new PageRequest(PageSize: 100), Caller, Stop))!.Items;

    /// <summary>Whatever waits for its time is due.</summary>
    public Task MakeDue(Guid endpoint) => _cluster.Run(
        """
        UPDATE webhook_deliveries SET next_attempt_at = 1 WHERE endpoint_id = @endpoint AND next_attempt_at IS NOT NULL;
        UPDATE webhook_endpoints SET probe_at = 1, epoch = epoch + 1 WHERE id = @endpoint AND probe_at IS NOT NULL;
        UPDATE webhook_endpoints SET epoch = epoch + 1 WHERE id = @endpoint
        """,
        endpoint);

    public ValueTask DisposeAsync() => _company.DisposeAsync();
}
