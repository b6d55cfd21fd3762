namespace Jobvite.Grains.Interfaces;

/// <summary>Which candidates a list shows; null means any. Comparisons ignore case.</summary>
[GenerateSerializer, Alias("jv.CandidateFilter"), Immutable]
public sealed record CandidateFilter
{
    /// <summary>Equal, in any of the candidate's applications; with <see cref="JobId"/>, in one to that job.</summary>
    [Id(0)] public string? WorkflowState { get; init; }

    /// <summary>Equal.</summary>
    [Id(1)] public string? Email { get; init; }

    /// <summary>Has an application to this job (Jobvite's id).</summary>
    [Id(2)] public string? JobId { get; init; }

    /// <summary>Words, each of which is part of name or e-mail, digits of a phone number, or the id of the candidate or of an application. Names without regard to accents.</summary>
    [Id(3)] public string? Search { get; init; }

    /// <summary>Deleted records too; off by default.</summary>
    [Id(4)] public bool IncludeDeleted { get; init; }

    /// <summary>Seen to change at or after.</summary>
    [Id(5)] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>First stored at or after.</summary>
    [Id(6)] public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>A workflow state need not be given in full: those count that contain what is given, without regard to case and accents, unless one is just that.</summary>
    [Id(7)] public bool Loose { get; init; }

    /// <summary>Has an application that was sent at or after.</summary>
    [Id(8)] public DateTimeOffset? AppliedFrom { get; init; }

    /// <summary>Has an application that was sent before; the same one as <see cref="AppliedFrom"/>.</summary>
    [Id(9)] public DateTimeOffset? AppliedUntil { get; init; }

    /// <summary>Shows no person's data: a call's arguments may stand in a log when the call fails.</summary>
    public override string ToString() => $"CandidateFilter {{ WorkflowState = {WorkflowState}, JobId = {JobId}, IncludeDeleted = {IncludeDeleted} }}";
}
