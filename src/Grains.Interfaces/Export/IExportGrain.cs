using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// One export of a company's records: holds a snapshot of the database while it is read chunk by chunk, each in the order of Jobvite's ids. Made for
/// one reader, who opens, reads to the end and closes; keyed by <see cref="KeyOf"/>. The caller has resolved the company from its own token:
/// this grain answers whoever asks. A snapshot that is not read for a while, or for too long, is closed.
/// </summary>
[Alias("jv.IExportGrain")]
public interface IExportGrain : IGrainWithStringKey
{
    private const string Prefix = "export:";

    /// <summary>A new key for each export.</summary>
    static string KeyOf(CompanyKey company) => $"{Prefix}{company.CompanyId}:{Guid.NewGuid():N}";

    /// <summary>Reads the company id back out of a key.</summary>
    static string CompanyIdOf(string key) => key.StartsWith(Prefix, StringComparison.Ordinal)
        ? key[Prefix.Length..key.LastIndexOf(':')]
        : throw new ArgumentException("Not the key of an export.", nameof(key));

    /// <summary>Takes the snapshot and writes to the audit trail that somebody exports.</summary>
    [ResponseTimeout(CallTimeouts.WaitsForJobvite), Alias("Open")]
    Task<ExportStart> Open(ExportRequest request, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>The next rows; <see cref="ExportChunk.IsLost"/> when there is no snapshot any more.</summary>
    [ResponseTimeout(CallTimeouts.WaitsForJobvite), Alias("Next")]
    Task<ExportChunk> Next(CancellationToken cancellationToken = default);

    /// <summary>Lets go of the snapshot. May be called at any time, and more than once.</summary>
    [Alias("Close")]
    Task Close();
}

/// <summary>What is exported.</summary>
[GenerateSerializer, Alias("jv.ExportRequest"), Immutable]
public sealed record ExportRequest
{
    [Id(0)] public required ExportKind Kind { get; init; }

    [Id(1)] public bool IncludeRaw { get; init; }

    /// <summary>Look for the codes of the custom fields that the exported rows have.</summary>
    [Id(2)] public bool WithFieldCodes { get; init; }

    /// <summary>Of jobs.</summary>
    [Id(3)] public JobFilter Jobs { get; init; } = new();

    /// <summary>Of candidates.</summary>
    [Id(4)] public CandidateFilter Candidates { get; init; } = new();

    /// <summary>Of onboarding processes.</summary>
    [Id(5)] public ProcessFilter Processes { get; init; } = new();

    /// <summary>Of applications and tasks.</summary>
    [Id(6)] public RecordFilter Records { get; init; } = new();

    /// <summary>For the audit trail: names of what was asked for, no values.</summary>
    [Id(7)] public string Description { get; init; } = "";
}

/// <summary>Records that can be exported.</summary>
[GenerateSerializer, Alias("jv.ExportKind")]
public enum ExportKind
{
    Jobs = 1,
    Candidates = 2,
    Applications = 3,
    Processes = 4,
    Tasks = 5,
}

/// <summary>Which applications or tasks are exported; null means any.</summary>
[GenerateSerializer, Alias("jv.RecordFilter"), Immutable]
public sealed record RecordFilter
{
    /// <summary>Deleted records too; off by default.</summary>
    [Id(0)] public bool IncludeDeleted { get; init; }

    /// <summary>Seen to change at or after.</summary>
    [Id(1)] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>First stored at or after.</summary>
    [Id(2)] public DateTimeOffset? CreatedSince { get; init; }
}

/// <summary>Whether an export begins.</summary>
[GenerateSerializer, Alias("jv.ExportStart"), Immutable]
public sealed record ExportStart
{
    [Id(0)] public required ExportOutcome Outcome { get; init; }

    /// <summary>The place in the feed of changes at which the snapshot is exact.</summary>
    [Id(1)] public string Cursor { get; init; } = "";

    /// <summary>Codes of custom fields, when they were asked for; in the order of their characters.</summary>
    [Id(2)] public ImmutableArray<string> FieldCodes { get; init; } = [];
}

/// <summary>Whether there is room for an export.</summary>
[GenerateSerializer, Alias("jv.ExportOutcome")]
public enum ExportOutcome
{
    Open = 1,

    /// <summary>This silo has as many exports as it may.</summary>
    Busy = 2,

    /// <summary>The company has as many exports as it may.</summary>
    CompanyBusy = 3,
}

/// <summary>Rows of one kind.</summary>
[GenerateSerializer, Alias("jv.ExportChunk"), Immutable]
public sealed record ExportChunk
{
    [Id(0)] public ImmutableArray<JobView> Jobs { get; init; } = [];

    [Id(1)] public ImmutableArray<CandidateView> Candidates { get; init; } = [];

    [Id(2)] public ImmutableArray<ExportedApplication> Applications { get; init; } = [];

    [Id(3)] public ImmutableArray<ProcessView> Processes { get; init; } = [];

    [Id(4)] public ImmutableArray<ExportedTask> Tasks { get; init; } = [];

    /// <summary>There is nothing behind it.</summary>
    [Id(5)] public bool IsLast { get; init; }

    /// <summary>There is no snapshot: it was closed, or its silo ended. The rows so far are not all.</summary>
    [Id(6)] public bool IsLost { get; init; }
}

/// <summary>An application by itself.</summary>
[GenerateSerializer, Alias("jv.ExportedApplication"), Immutable]
public sealed record ExportedApplication
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string JobviteCandidateId { get; init; }

    [Id(2)] public required ApplicationView Application { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(4)] public required DateTimeOffset UpdatedAt { get; init; }

    [Id(5)] public DateTimeOffset? DeletedAt { get; init; }

    [Id(6)] public string? RawJson { get; init; }
}

/// <summary>A task with the process that it belongs to.</summary>
[GenerateSerializer, Alias("jv.ExportedTask"), Immutable]
public sealed record ExportedTask([property: Id(0)] string JobviteProcessId, [property: Id(1)] TaskView Task);
