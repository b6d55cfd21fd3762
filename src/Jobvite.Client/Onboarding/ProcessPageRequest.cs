namespace Jobvite.Client;

/// <summary>Which onboarding processes to list.</summary>
public sealed record ProcessPageRequest
{
    /// <inheritdoc cref="JobPageRequest.Start"/>
    public int Start { get; init; }

    /// <summary>Records asked for at a time, 1 to 500. Jobvite's samples use 50; nobody has shown the limit.</summary>
    public int Count { get; init; } = 50;

    /// <inheritdoc cref="JobPageRequest.MaxPages"/>
    public int MaxPages { get; init; } = 2000;

    public IReadOnlyList<OnboardingFilter> Filters { get; init; } = [];
}
