using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>How changes of a table's rows are told: what they are called, and which other records they name.</summary>
/// <param name="Kind">Of <see cref="FeedTypes.Kinds"/>.</param>
/// <param name="Sync">Whose first complete run lets them into the feed.</param>
/// <param name="Now">The records that a row names as it is written.</param>
internal sealed record ChangeSource<TRow>(string Kind, SyncKind Sync, Func<RecordChange<TRow>, TRow, Named> Now)
    where TRow : class, IRecordRow
{
    /// <summary>Column with the candidate's id; null without one.</summary>
    public string? Candidate { get; init; }

    /// <summary>Column with the job's id; null without one.</summary>
    public string? Job { get; init; }

    /// <summary>Column with the workflow state; null without one.</summary>
    public string? State { get; init; }

    /// <summary>What is read of a stored row to tell of it; the names are those of <see cref="Stored"/>.</summary>
    public string StoredColumns => $"jobvite_id, {Candidate ?? "NULL"} AS named_candidate, {Job ?? "NULL"} AS named_job, {State ?? "NULL"} AS named_state, source_updated_at";

    /// <summary>The row names itself, too, where it is an application.</summary>
    public bool IsApplication => State is not null;

    /// <summary>A new row.</summary>
    public ChangeItem Created(RecordChange<TRow> change, TRow row) => Of(change, row) with { What = ChangeKind.Created, To = Now(change, row).State };

    /// <summary>A row that gets other content.</summary>
    /// <param name="change">What is written.</param>
    /// <param name="row">The new content.</param>
    /// <param name="wasDeleted">It was marked as deleted.</param>
    /// <param name="from">The workflow state before.</param>
    /// <param name="fields">Names of the changed columns, a space between.</param>
    public ChangeItem Replaced(RecordChange<TRow> change, TRow row, bool wasDeleted, string? from, string fields) => Of(change, row) with
    {
        What = wasDeleted ? ChangeKind.Restored : ChangeKind.Updated,
        From = from,
        To = Now(change, row).State,
        Fields = fields,
    };

    /// <summary>A row that is marked as deleted, or loses that mark and keeps its content.</summary>
    public ChangeItem Stored(System.Data.Common.DbDataReader row, ChangeKind what)
    {
        var id = row.RequiredText("jobvite_id");
        var state = row.Text("named_state");
        return new ChangeItem(Kind, Sync, what)
        {
            RecordId = id,
            CandidateId = row.Text("named_candidate"),
            ApplicationId = IsApplication ? id : null,
            JobId = row.Text("named_job"),
            From = state,
            To = what is ChangeKind.Restored ? state : null,
            SourceUpdatedAt = row.OptionalTime("source_updated_at"),
        };
    }

    private ChangeItem Of(RecordChange<TRow> change, TRow row)
    {
        var named = Now(change, row);
        return new ChangeItem(Kind, Sync, ChangeKind.Updated)
        {
            RecordId = change.Id,
            CandidateId = named.CandidateId,
            ApplicationId = IsApplication ? change.Id : null,
            JobId = named.JobId,
            SourceUpdatedAt = change.SourceUpdatedAt,
        };
    }
}

/// <summary>What a row names.</summary>
internal readonly record struct Named(string? CandidateId, string? JobId, string? State = null);

/// <summary>The sources that there are.</summary>
internal static class ChangeSource
{
    public static readonly ChangeSource<JobRow> Jobs = new("job", SyncKind.Jobs, (change, _) => new Named(null, change.Id)) { Job = "jobvite_id" };

    public static readonly ChangeSource<CandidateRow> Persons =
        new("candidate", SyncKind.Candidates, (change, _) => new Named(change.Id, null)) { Candidate = "jobvite_id" };

    public static readonly ChangeSource<ApplicationRow> Applications =
        new("application", SyncKind.Candidates, (change, row) => new Named(change.Owner, row.JobId, row.WorkflowState))
        {
            Candidate = "candidate_id",
            Job = "job_id",
            State = "workflow_state",
        };

    public static readonly ChangeSource<ProcessRow> Processes =
        new("process", SyncKind.Onboarding, (_, row) => new Named(row.CandidateId, null)) { Candidate = "candidate_id" };

    public static readonly ChangeSource<TaskRow> Tasks = new("task", SyncKind.Onboarding, (_, _) => default);

    /// <summary>A new document.</summary>
    public static ChangeItem Created(DocumentWrite write) => Of(write.Document, write.Id, ChangeKind.Created);

    /// <summary>A stored document that changes or goes; null when nothing changes that anybody sees.</summary>
    public static ChangeItem? Of(DocumentChange change)
    {
        var stored = change.Stored!;
        if (change is { Now: { } now, Content: null } && stored with { Scope = now.Scope, Identity = now.Identity } == now)
        {
            return null;
        }

        return change.Now is { } after
            ? Of(after, stored.Id!.Value, ChangeKind.Updated) with { Fields = string.Join(' ', Changed(stored, after)) }
            : Of(stored, stored.Id!.Value, ChangeKind.Deleted);
    }

    /// <summary>What a statement that removes documents returns of them.</summary>
    public const string RemovedColumns = "id, external_id, candidate_id, application_id";

    /// <summary>A document that was removed.</summary>
    public static ChangeItem Removed(System.Data.Common.DbDataReader row) => new("document", SyncKind.Candidates, ChangeKind.Deleted)
    {
        RecordId = row.Text("external_id") ?? row.Id().ToString(),
        CandidateId = row.RequiredText("candidate_id"),
        ApplicationId = row.Text("application_id") is { Length: > 0 } application ? application : null,
    };

    private static ChangeItem Of(KnownDocument document, Guid id, ChangeKind what) => new("document", SyncKind.Candidates, what)
    {
        RecordId = document.ExternalId ?? id.ToString(),
        CandidateId = document.CandidateId,
        ApplicationId = string.IsNullOrEmpty(document.ApplicationId) ? null : document.ApplicationId,
    };

    private static IEnumerable<string> Changed(KnownDocument before, KnownDocument after) => new (string Name, bool Differs)[]
    {
        ("candidate_id", before.CandidateId != after.CandidateId),
        ("application_id", before.ApplicationId != after.ApplicationId),
        ("type", before.Type != after.Type),
        ("file_name", before.FileName != after.FileName),
        ("mime_type", before.MimeType != after.MimeType),
        ("size", before.Size != after.Size),
        ("content", before.ContentHash != after.ContentHash),
    }.Where(field => field.Differs).Select(field => field.Name);
}
