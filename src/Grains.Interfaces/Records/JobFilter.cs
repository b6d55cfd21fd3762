namespace Jobvite.Grains.Interfaces;

/// <summary>Which jobs a list shows; null means any. Comparisons ignore case.</summary>
[GenerateSerializer, Alias("jv.JobFilter"), Immutable]
public sealed record JobFilter
{
    /// <summary>Equal.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>Part of one of the places, without regard to accents.</summary>
    [Id(1)] public string? Location { get; init; }

    /// <summary>Equal.</summary>
    [Id(2)] public string? Department { get; init; }

    /// <summary>Equal to the primary recruiter's or hiring manager's e-mail.</summary>
    [Id(3)] public string? Recruiter { get; init; }

    /// <summary>Words, each of which is part of the title, without regard to accents, or the start of the requisition id or the Jobvite id.</summary>
    [Id(4)] public string? Search { get; init; }

    /// <summary>Deleted records too; off by default.</summary>
    [Id(5)] public bool IncludeDeleted { get; init; }

    /// <summary>Seen to change at or after.</summary>
    [Id(6)] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>First stored at or after.</summary>
    [Id(7)] public DateTimeOffset? CreatedSince { get; init; }
}
