using System.Text.Json;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Payloads;

/// <summary>One change of one record. Holds ids, names of fields and workflow states; all record ids are Jobvite's.</summary>
public sealed record ChangeItem
{
    /// <summary>Columns that the API calls otherwise than by their own name.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["job_id"] = "jobviteJobId",
        ["candidate_id"] = "jobviteCandidateId",
        ["process_id"] = "jobviteProcessId",
        ["new_hire_id"] = "jobviteNewHireId",
        ["milestones"] = "milestoneStatus",
    };

    /// <summary>Stays the same wherever the change is told of.</summary>
    public required Guid Id { get; init; }

    /// <summary>The place behind this item.</summary>
    public required string Cursor { get; init; }

    /// <summary>The kind and what happened, such as <c>candidate.updated</c> or <c>application.stageChanged</c>.</summary>
    public required string Type { get; init; }

    /// <summary>job, candidate, application, document, process, task, sync, connection or endpoint.</summary>
    public required string Kind { get; init; }

    /// <summary>created, updated, deleted or restored; null where no record is concerned.</summary>
    public required string? Op { get; init; }

    /// <summary>The record; of a document that Jobvite gives no id, the id under which this service hands it out.</summary>
    public required string? RecordId { get; init; }

    /// <summary>The candidate that it concerns.</summary>
    public required string? CandidateId { get; init; }

    /// <summary>The application that it concerns.</summary>
    public required string? ApplicationId { get; init; }

    /// <summary>The job that it concerns.</summary>
    public required string? JobId { get; init; }

    /// <summary>Names of the changed fields; empty when only parts changed that no field shows.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>Of an application: its workflow state before.</summary>
    public required string? From { get; init; }

    /// <summary>Of an application: its workflow state since then.</summary>
    public required string? To { get; init; }

    /// <summary>webhook, sync (a scheduled run), manual (a run that somebody started) or write (this service wrote to Jobvite).</summary>
    public required string? Cause { get; init; }

    /// <summary>The webhook or the run.</summary>
    public required Guid? CauseId { get; init; }

    /// <summary>When Jobvite says the record last changed.</summary>
    public required DateTime? SourceUpdatedAt { get; init; }

    /// <summary>When it was stored here.</summary>
    public required DateTime At { get; init; }

    /// <summary>Of a run: jobs, candidates or onboarding.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SyncKind { get; init; }

    /// <summary>Of a run: its id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? RunId { get; init; }

    /// <summary>Of a run: success, partial, failed or cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Of a run: what it did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunProgress? Counts { get; init; }

    /// <summary>The item as the contract shows it.</summary>
    public static ChangeItem Of(FeedItem item) => new()
    {
        Id = item.Id,
        Cursor = item.Cursor,
        Type = item.Type,
        Kind = FeedTypes.KindOf(item.Type),
        Op = FeedTypes.OperationOf(item.Type),
        RecordId = item.RecordId,
        CandidateId = item.CandidateId,
        ApplicationId = item.ApplicationId,
        JobId = item.JobId,
        Changed = [.. item.Changed.Select(NameOf)],
        From = item.From,
        To = item.To,
        Cause = item.Cause is { } cause ? EnumText.Of(cause) : null,
        CauseId = item.CauseId,
        SourceUpdatedAt = item.SourceUpdatedAt?.UtcDateTime,
        At = item.At.UtcDateTime,
        SyncKind = item.Run is { } run ? EnumText.Of(run.Kind) : null,
        RunId = item.Run?.RunId,
        Status = item.Run is { } ended ? EnumText.Of(ended.Status) : null,
        Counts = item.Run is { } done ? RecordItems.Of(done.Progress) : null,
    };

    /// <summary>The field that shows a column: <c>last_name</c> is <c>lastName</c>.</summary>
    private static string NameOf(string column) => Names.TryGetValue(column, out var name)
        ? name
        : JsonNamingPolicy.CamelCase.ConvertName(string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
}
