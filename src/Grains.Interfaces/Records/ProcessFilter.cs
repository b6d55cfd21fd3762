namespace Jobvite.Grains.Interfaces;

/// <summary>Which onboarding processes a list shows; null means any.</summary>
[GenerateSerializer, Alias("jv.ProcessFilter"), Immutable]
public sealed record ProcessFilter
{
    /// <summary>Equal, ignoring case.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>Hired on or after.</summary>
    [Id(1)] public DateOnly? StartDate { get; init; }

    /// <summary>Hired on or before.</summary>
    [Id(2)] public DateOnly? EndDate { get; init; }

    /// <summary>Deleted records too; off by default.</summary>
    [Id(3)] public bool IncludeDeleted { get; init; }

    /// <summary>Of this candidate (Jobvite's id).</summary>
    [Id(4)] public string? CandidateId { get; init; }

    /// <summary>Seen to change at or after.</summary>
    [Id(5)] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>First stored at or after.</summary>
    [Id(6)] public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Jobvite's id of the process, the new hire or the candidate.</summary>
    [Id(7)] public string? Search { get; init; }
}
