using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Reads many records by Jobvite's ids, a statement or two for each kind. Without the JSON as Jobvite sent it.</summary>
public interface IRecordLookup
{
    Task<FoundRecords> Find(string companyId, WantedRecords wanted, CancellationToken cancellationToken);
}

/// <summary>Which records. Of applications, the candidates that they belong to.</summary>
public sealed record WantedRecords
{
    public ImmutableArray<string> Jobs { get; init; } = [];

    public ImmutableArray<string> Candidates { get; init; } = [];

    public ImmutableArray<string> Processes { get; init; } = [];

    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Whose documents are wanted.</summary>
    public ImmutableArray<string> OwnersOfDocuments { get; init; } = [];

    public static WantedRecords Nothing { get; } = new();
}

/// <summary>What there is, those marked as deleted too; documents of those are not handed out.</summary>
public sealed record FoundRecords
{
    public IReadOnlyDictionary<string, JobView> Jobs { get; init; } = ImmutableDictionary<string, JobView>.Empty;

    public IReadOnlyDictionary<string, CandidateView> Candidates { get; init; } = ImmutableDictionary<string, CandidateView>.Empty;

    public IReadOnlyDictionary<string, ProcessView> Processes { get; init; } = ImmutableDictionary<string, ProcessView>.Empty;

    public IReadOnlyDictionary<string, TaskView> Tasks { get; init; } = ImmutableDictionary<string, TaskView>.Empty;

    /// <summary>By the id that items of the feed name them by.</summary>
    public IReadOnlyDictionary<string, DocumentView> Documents { get; init; } = ImmutableDictionary<string, DocumentView>.Empty;
}
