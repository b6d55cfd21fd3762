namespace Jobvite.Client;

/// <summary>Which onboarding processes to list.</summary>
public sealed record ProcessPageRequest
{
    /// <inheritdoc cref="JobPageRequest.Start"/>
    public int Start { get; init; }

    /// <summary>Records asked for at first, 1 to 500. Jobvite's samples use 50; nobody has shown the limit. Pages that are too large to be read
    /// are asked for in half the size.</summary>
    public int Count { get; init; } = 50;

    /// <inheritdoc cref="JobPageRequest.LargestPage"/>
    public int? LargestPage { get; init; }

    /// <inheritdoc cref="JobPageRequest.TotalBefore"/>
    public int? TotalBefore { get; init; }

    /// <inheritdoc cref="JobPageRequest.Remaining"/>
    public Func<int?>? Remaining { get; init; }

    /// <inheritdoc cref="JobPageRequest.MaxPages"/>
    public int MaxPages { get; init; } = 2000;

    public IReadOnlyList<OnboardingCondition> Filters { get; init; } = [];

    internal PageReading Reading => new(Start, Count, MaxPages) { LargestPage = LargestPage ?? Count, TotalBefore = TotalBefore, Remaining = Remaining };
}

/// <summary>Which onboarding tasks to list.</summary>
public sealed record TaskPageRequest
{
    /// <inheritdoc cref="JobPageRequest.Start"/>
    public int Start { get; init; }

    /// <inheritdoc cref="ProcessPageRequest.Count"/>
    public int Count { get; init; } = 50;

    /// <inheritdoc cref="JobPageRequest.LargestPage"/>
    public int? LargestPage { get; init; }

    /// <inheritdoc cref="JobPageRequest.Remaining"/>
    public Func<int?>? Remaining { get; init; }

    /// <inheritdoc cref="JobPageRequest.MaxPages"/>
    public int MaxPages { get; init; } = 2000;

    /// <summary>Only tasks of these processes, at most 500; all in one request. Empty: of every process.</summary>
    public IReadOnlyList<string> ProcessIds { get; init; } = [];

    /// <summary>Only tasks of these types, e.g. <c>W4</c>, <c>I9</c>. Empty: every type.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Ask Jobvite to describe the files of each task.</summary>
    public bool ReturnFileInfo { get; init; }

    public IReadOnlyList<OnboardingCondition> Filters { get; init; } = [];

    internal PageReading Reading => new(Start, Count, MaxPages) { LargestPage = LargestPage ?? Count, Remaining = Remaining };
}
