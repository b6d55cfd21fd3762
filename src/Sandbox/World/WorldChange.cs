namespace Jobvite.Sandbox;

/// <summary>A change that Jobvite would announce with a webhook; what does not apply is null.</summary>
internal sealed record WorldChange(DateTimeOffset At)
{
    public string? CandidateId { get; init; }

    public string? ApplicationId { get; init; }

    public string? JobId { get; init; }

    public string? ProcessId { get; init; }

    public string? OldStage { get; init; }

    public string? NewStage { get; init; }

    /// <summary>Whether the sender may duplicate or reorder it, as it does with changes that nobody asked for.</summary>
    public bool Mischief { get; init; }
}
