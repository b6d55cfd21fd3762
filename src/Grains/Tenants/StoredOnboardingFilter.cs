namespace Jobvite.Grains.Tenants;

/// <summary>A stored condition on onboarding processes.</summary>
internal sealed record StoredOnboardingFilter(string Field, string Operator, List<string> Values);
