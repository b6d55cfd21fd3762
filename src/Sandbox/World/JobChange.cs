namespace Jobvite.Sandbox;

/// <summary>What differs from the generated job.</summary>
internal sealed record JobChange
{
    public static JobChange None { get; } = new();

    public int Revision { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public string? State { get; init; }

    /// <summary>Not in lists any more, but still answered by its id.</summary>
    public bool Unlisted { get; init; }

    public bool Deleted { get; init; }
}
