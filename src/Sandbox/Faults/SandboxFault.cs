namespace Jobvite.Sandbox;

/// <summary>Something that goes wrong with the next requests.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record SandboxFault(FaultKind Kind)
{
    /// <summary>Null: every endpoint.</summary>
    public SandboxEndpoint? Endpoint { get; init; }

    /// <summary>How many requests it hits, at least 1; null: until it is cleared.</summary>
    public int? Times { get; init; }

    /// <summary>How many matching requests pass untouched first.</summary>
    public int Skip { get; init; }

    /// <summary>Chance, 0 to 1, that a matching request is hit; drawn from the seed.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>HTTP status, 200 to 599; null: 500 for <see cref="FaultKind.Status"/>, and what each other kind says.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Body of <see cref="FaultKind.Status"/>.</summary>
    public ErrorShape Shape { get; init; }

    /// <summary>What the error of <see cref="FaultKind.Status"/> says; null: a sentence.</summary>
    public string? Text { get; init; }

    /// <summary>Seconds in a <c>Retry-After</c> header of <see cref="FaultKind.Status"/>; null: no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Wait before a late answer (null: 5 seconds), or between the drops of a dripping one (null: 100 ms).</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Which record of the page is nonsense, from 0; beyond the end means the last.</summary>
    public int RecordIndex { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    internal void Validate()
    {
        SandboxOptions.InRange(Times ?? 1, 1, int.MaxValue, nameof(Times));
        SandboxOptions.InRange(Skip, 0, int.MaxValue, nameof(Skip));
        SandboxOptions.InRange(Probability, 0, 1, nameof(Probability));
        SandboxOptions.InRange(StatusCode ?? 500, 200, 599, nameof(StatusCode));
        SandboxOptions.InRange(RetryAfterSeconds ?? 0, 0, 86_400, nameof(RetryAfterSeconds));
        SandboxOptions.InRange(Delay?.TotalSeconds ?? 0, 0, 3600, nameof(Delay));
        SandboxOptions.InRange(RecordIndex, 0, int.MaxValue, nameof(RecordIndex));
    }
}
