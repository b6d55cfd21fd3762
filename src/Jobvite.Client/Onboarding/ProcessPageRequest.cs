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

    public IReadOnlyList<OnboardingFilter> Filters { get; init; } = [];

    internal PageReading Reading => new(Start, Count, MaxPages) { LargestPage = LargestPage ?? Count, TotalBefore = TotalBefore, Remaining = Remaining };
}
