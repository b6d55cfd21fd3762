using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>One condition on onboarding processes, in Jobvite's terms.</summary>
/// <param name="Field">Such as <c>hireDate</c> or <c>status</c>.</param>
/// <param name="Operator">One of <c>eq in nin lt lte gt gte</c>.</param>
/// <param name="Values">One value, or several for <c>in</c> and <c>nin</c>.</param>
[GenerateSerializer, Alias("jv.OnboardingFilter"), Immutable]
public sealed record OnboardingFilter(
    [property: Id(0)] string Field,
    [property: Id(1)] string Operator,
    [property: Id(2)] ImmutableArray<string> Values);
