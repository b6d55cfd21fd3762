using System.Text;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Browser.Tests.Records;

/// <summary>Puts into the store what the stand-in for Jobvite does not send.</summary>
internal sealed class Planted(IServiceProvider services, string companyId)
{
    private int _webhooks;

    public Task Candidate(string id, string firstName, string lastName, params ApplicationRow[] applications) => services.GetRequiredService<IRecordStore>().SaveRefresh(
        Refresh(),
        [new CandidateRow
        {
            Id = id,
            FirstName = firstName,
            LastName = lastName,
            RawJson = JsonSerializer.Serialize(new { eId = id, firstName, lastName }),
            Applications = applications,
        }],
        Whole.Instance,
        Stop);

    /// <summary>A person whom a webhook announced four seconds after the change.</summary>
    public Task Announced(string id)
    {
        var now = TimeProvider.System.GetUtcNow();
        var named = Guid.CreateVersion7(now);
        return services.GetRequiredService<IRecordStore>().SaveRefresh(
            Refresh() with { ProcessedEvents = [named], EventOf = new Dictionary<string, Guid> { [id] = named } },
            [new CandidateRow { Id = id, LastName = id, SourceUpdatedAt = now.AddSeconds(-4), RawJson = JsonSerializer.Serialize(new { eId = id, lastName = id }) }],
            Whole.Instance,
            Stop);
    }

    public static ApplicationRow Application(string id, string state, string? jobId = null) => new()
    {
        Id = id,
        JobId = jobId,
        WorkflowState = state,
        RawJson = JsonSerializer.Serialize(new { eId = id, workflowState = state, jobId }),
    };

    public Task Job(string id, string title, string description) => services.GetRequiredService<IRecordStore>().SaveRefresh(
        Refresh(),
        [new JobRow { Id = id, Title = title, Status = "Open", RawJson = JsonSerializer.Serialize(new { eId = id, title, description }) }],
        Whole.Instance,
        Stop);

    /// <summary>An event that failed permanently after its last attempt; each a millisecond after the one before, so that they have an order.</summary>
    public async Task<Guid> DeadWebhook(string entityId, string body = """{"eventType":"workflowUpdate"}""", string eventType = "workflowUpdate", string error = "Jobvite's candidate endpoint reported trouble of its own (status 503).")
    {
        var events = services.GetRequiredService<IEventStore>();
        var now = TimeProvider.System.GetUtcNow().AddMilliseconds(_webhooks++);
        var id = Guid.CreateVersion7(now);
        await events.Append(
            [new NewEvent
            {
                Id = id,
                CompanyId = companyId,
                Source = WebhookSource.Candidate,
                ReceivedAt = now,
                Body = Encoding.UTF8.GetBytes(body),
                SignatureValid = true,
                // Not waiting, so that nobody takes it up before it is marked dead.
                Status = WebhookStatus.Processing,
                EventType = eventType,
                EntityId = entityId,
            }],
            Stop);
        await events.MarkFailed(companyId, [new FailedEvent(id, error, null)], Stop);
        return id;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RefreshWrite Refresh() => new() { CompanyId = companyId, ReadAt = TimeProvider.System.GetUtcNow() };

    private sealed class Whole : IRecordMerge
    {
        public static readonly Whole Instance = new();

        public JobRow Merge(string storedRawJson, JobRow incoming) => incoming;

        public CandidateRow Merge(string storedRawJson, CandidateRow incoming) => incoming;

        public ApplicationRow Merge(string storedRawJson, ApplicationRow incoming) => incoming;

        public ProcessRow Merge(string storedRawJson, ProcessRow incoming) => incoming;

        public TaskRow Merge(string storedRawJson, TaskRow incoming) => incoming;
    }
}
