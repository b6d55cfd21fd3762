namespace Jobvite.Benchmarks.Workbenches;

/// <summary>The request budget for scenarios that measure the machine and not Jobvite's limits.</summary>
internal static class BudgetSettings
{
    public static readonly (string Name, string Value)[] Lifted =
    [
        ("Jobvite__RequestBudget__PerMinute", "100000"),
        ("Jobvite__RequestBudget__PerHour", "1000000"),
        ("Jobvite__RequestBudget__CandidatesPerDay", "10000000"),
        ("Jobvite__RequestBudget__RequisitionsPerDay", "10000000"),
    ];
}
