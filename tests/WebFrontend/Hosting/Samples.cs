using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Tests;

/// <summary>What the played grains answer.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 3, 4, 7, 6, 7, TimeSpan.FromHours(2));

    public static CompanyConfiguration Configuration(string companyId) => new()
    {
        CompanyId = companyId,
        Environment = JobviteEnvironment.Prod,
        AuthScheme = JobviteAuthScheme.Hmac,
        MaskedApiKey = "abcd…",
        HasApiSecret = true,
        HasWebhookSigningKey = true,
        HasServiceAccount = false,
        SyncConfig = new()
        {
            OnboardingFilters = [new("status", "eq", ["ACTIVE"]), new("hireDate", "gte", ["2026-01-01"]), new("hireDate", "lt", ["2027-01-01"]), new("site", "in", ["a"])],
        },
        LastSyncAt = Time,
        LastSyncStatus = RunStatus.Success,
    };

    public static FeedItem Change(string type, string cursor = "c") => new()
    {
        Id = Guid.CreateVersion7(),
        Cursor = cursor,
        Type = type,
        At = Time,
        RecordId = "a-1",
        CandidateId = "c-1",
        ApplicationId = "a-1",
        JobId = "j-1",
        Changed = ["workflow_state", "job_id"],
        From = "New",
        To = "Offer",
        Cause = FeedCause.Webhook,
        CauseId = Guid.NewGuid(),
        SourceUpdatedAt = Time,
        Run = type.StartsWith("sync.", StringComparison.Ordinal) ? new FeedRun(SyncKind.Candidates, Guid.NewGuid(), RunStatus.Success, new SyncProgress { Fetched = 7 }) : null,
    };

    public static SyncRun Run(RunStatus status = RunStatus.Running, int fetched = 0, SyncKind kind = SyncKind.Candidates) => new()
    {
        RunId = Guid.NewGuid(),
        Kind = kind,
        Mode = SyncMode.Incremental,
        Status = status,
        Trigger = RunTrigger.Person,
        StartedAt = Time,
        Progress = new() { Fetched = fetched },
        Failures = [new("c-9", "no e-mail")],
    };

    public static JobView Job(string id, string? raw = null) => new()
    {
        Id = Guid.NewGuid(),
        JobviteJobId = id,
        Title = "Engineer",
        SalaryMin = 1000.50m,
        CandidateCount = 3,
        CreatedAt = Time,
        UpdatedAt = Time,
        RawJson = raw,
    };

    public static CandidateView Candidate(string id) => new()
    {
        Id = Guid.NewGuid(),
        JobviteCandidateId = id,
        Email = "ada@example.com",
        FirstName = "Ada",
        Applications =
        [
            new() { ApplicationId = "a-2", JobviteJobId = "j-2", WorkflowState = "Offer", Source = "Site", SourceType = "Web", LastUpdatedDate = Time },
            new() { ApplicationId = "a-1", JobviteJobId = "j-1", WorkflowState = "Rejected" },
        ],
        CreatedAt = Time,
        UpdatedAt = Time,
        RawJson = """{"eId":"c"}""",
    };

    public static ProcessView Process(string id) => new()
    {
        Id = Guid.NewGuid(),
        JobviteProcessId = id,
        Status = "ACTIVE",
        HireDate = new(2026, 5, 1),
        MilestoneStatus = """["Signed"]""",
        TasksSummary = ImmutableDictionary<string, int>.Empty.Add("OPEN", 2),
        CreatedAt = Time,
        UpdatedAt = Time,
    };

    public static TaskView Task(string id) => new() { Id = Guid.NewGuid(), JobviteTaskId = id, Name = "Form", Type = "W4", CreatedAt = Time, UpdatedAt = Time };

    public static DocumentView Document(string? fileName = "cv.pdf", string? mimeType = "application/pdf") => new()
    {
        Id = Guid.NewGuid(),
        Type = "resume",
        FileName = fileName,
        MimeType = mimeType,
        Size = 3,
        Stored = true,
        CreatedAt = Time,
    };

    public static WebhookView Webhook(WebhookStatus status = WebhookStatus.Processed) => new()
    {
        Id = Guid.NewGuid(),
        Timestamp = Time,
        EventType = "candidate.updated",
        Source = WebhookSource.Candidate,
        SignatureValid = true,
        Status = status,
        Attempts = 1,
    };

    public static WebhookEndpoint Endpoint(string url = "https://example.com/hook") => new()
    {
        Id = Guid.NewGuid(),
        Url = url,
        Description = "Our back end",
        Types = ["application.*"],
        Payload = EndpointPayload.Thin,
        Enabled = true,
        MaxPerSecond = 100,
        CreatedAt = Time,
        LastSuccessAt = Time,
        Succeeded = 97,
        Failed = 3,
        MeanMilliseconds = 41.5,
        Waiting = 2,
        WaitingSince = Time,
        Dead = 1,
    };

    public static Delivery Delivery(DeliveryStatus status = DeliveryStatus.Retrying) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = "application.stageChanged",
        RecordId = "a-1",
        Status = status,
        Attempts = 2,
        CreatedAt = Time,
        NextAttemptAt = status is DeliveryStatus.Retrying ? Time : null,
        DeliveredAt = status is DeliveryStatus.Delivered ? Time : null,
    };

    public static DeliveryAttempt Attempt(int? status) => new()
    {
        At = Time,
        Status = status,
        Milliseconds = 120,
        Error = status is 200 ? null : "The endpoint answered 503.",
        Answer = status is 200 ? null : "out of order",
    };

    public static Page<T> Page<T>(params ImmutableArray<T> items) => new(items, 41, 2, 20, "next-cursor");

    public static HealthReport Health(HealthStatus status = HealthStatus.Degraded) => new()
    {
        Status = status,
        Endpoints = [new() { Endpoint = "candidate", State = EndpointState.Retrying, Since = Time, LastContactAt = Time, ConsecutiveFailures = 3, Error = "Jobvite reported trouble.", WhatToDo = "Wait." }],
        Webhooks = new() { State = WebhooksState.Retrying, LastReceivedAt = Time, Waiting = 26, OldestWaitingAt = Time, Failing = 26 },
        Schedule = [new() { Kind = SyncKind.Candidates, LastCompleteRunAt = Time, NextDueAt = Time, Overdue = false }],
        Incidents = status == HealthStatus.Ok ? [] : [new() { Id = Guid.NewGuid(), Subject = "endpoint:candidate", StartedAt = Time, Cause = "Jobvite reported trouble.", Effect = "26 webhooks wait.", WhatToDo = "Wait." }],
    };
}
