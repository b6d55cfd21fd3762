namespace Jobvite.Client;

/// <summary>A condition on one field of a process or task, e.g. <c>hireDate gte 2024-01-01</c>.</summary>
/// <param name="Field">The field's name as Jobvite has it.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Values">One value; for <see cref="FilterOperator.In"/> and <see cref="FilterOperator.Nin"/> one or more.</param>
public sealed record OnboardingCondition(string Field, FilterOperator Operator, IReadOnlyList<string> Values);

/// <summary>How an onboarding filter compares a field; sent in lower case.</summary>
public enum FilterOperator
{
    Eq,
    In,
    Nin,
    Lt,
    Lte,
    Gt,
    Gte,
}
