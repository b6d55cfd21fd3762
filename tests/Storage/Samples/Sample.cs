using System.Text.Encodings.Web;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Makes rows whose JSON says what their columns say.</summary>
internal static class Sample
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JobRow Job(string id, string? title = "Engineer", DateTimeOffset? updated = null, string? status = "Open") => new()
    {
        Id = id,
        SourceUpdatedAt = updated,
        Title = title,
        Status = status,
        RawJson = Json(new { eId = id, title, jobState = status, lastUpdatedDate = updated }),
    };

    public static CandidateRow Person(string id, string? email = null, DateTimeOffset? updated = null, params ApplicationRow[] applications) => new()
    {
        Id = id,
        SourceUpdatedAt = updated,
        Email = email,
        RawJson = Json(new { eId = id, email }),
        Applications = applications,
    };

    public static ApplicationRow Application(string id, string? state = "New", DateTimeOffset? updated = null, string? job = null) => new()
    {
        Id = id,
        SourceUpdatedAt = updated,
        LastUpdatedDate = updated,
        WorkflowState = state,
        JobId = job,
        RawJson = Json(new { eId = id, workflowState = state, lastUpdatedDate = updated, job = new { eId = job } }),
    };

    public static ProcessRow Process(string id, string? status = "active", DateOnly? hired = null) => new()
    {
        Id = id,
        Status = status,
        HireDate = hired,
        RawJson = Json(new { processId = id, status, hireDate = hired }),
    };

    public static TaskRow Task(string id, string process, string? status = "open") => new()
    {
        Id = id,
        ProcessId = process,
        Status = status,
        RawJson = Json(new { taskId = id, processId = process, status }),
    };

    public static DocumentRow Document(string? name, string? hash = "h1", string? application = null, string? id = null) => new()
    {
        ApplicationId = application,
        ExternalId = id,
        Type = "attachment",
        FileName = name,
        ContentHash = hash,
        EncryptedContent = hash is null ? null : System.Text.Encoding.UTF8.GetBytes(hash),
        Size = hash?.Length,
    };

    /// <summary>The artifacts that an entry shows as the person's.</summary>
    public static ToldDocuments[] Told(params DocumentRow[] documents) => [new(DocumentScope.PersonArtifacts, null, documents)];

    /// <summary>What Jobvite hands out when it is asked.</summary>
    public static ToldDocuments Fetched(params DocumentRow[] documents) => new(DocumentScope.AllArtifacts, null, documents);

    public static ToldDocuments Resume(string application, params DocumentRow[] documents) =>
        new(DocumentScope.Resume, application, [.. documents.Select(document => document with { ApplicationId = application, Type = "resume" })]);

    public static ToldDocuments Artifacts(string application, params DocumentRow[] documents) =>
        new(DocumentScope.ApplicationArtifacts, application, [.. documents.Select(document => document with { ApplicationId = application })]);

    public static NewEvent Event(DateTimeOffset receivedAt, string company = "acme0001", string? entity = "p1", WebhookStatus status = WebhookStatus.Pending) => new()
    {
        Id = Guid.CreateVersion7(receivedAt),
        CompanyId = company,
        Source = WebhookSource.Candidate,
        ReceivedAt = receivedAt,
        Body = "{}"u8.ToArray(),
        SignatureValid = status is not WebhookStatus.Rejected,
        Status = status,
        EventType = "workflowUpdate",
        EntityId = entity,
    };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Readable);
}
