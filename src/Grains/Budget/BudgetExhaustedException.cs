using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>No request could be sent within the time that its caller had: the budget is used up, or it could not be kept on record.</summary>
internal sealed class BudgetExhaustedException(BudgetLease last) : Exception(Explain(last))
{
    /// <summary>When to come back.</summary>
    public TimeSpan RetryAfter { get; } = last.RetryAfter;

    /// <summary>The limit in the way; null when it was the queue or the database.</summary>
    public BudgetWindow? Window { get; } = last.Exhausted;

    private static string Explain(BudgetLease last)
    {
        var obstacle = last.Exhausted switch
        {
            BudgetWindow.Minute => "Jobvite's limit of requests per minute is used up",
            BudgetWindow.Hour => "Jobvite's limit of requests per hour is used up",
            BudgetWindow.CandidateDay => "Jobvite's limit of candidate requests per day is used up",
            BudgetWindow.RequisitionDay => "Jobvite's limit of requisition requests per day is used up",
            BudgetWindow.Throttled => "Jobvite asked to wait",
            BudgetWindow.Trial => "Too many credentials have been tried",
            _ => "Too many requests to Jobvite are waiting",
        };
        var seconds = Math.Max(1, (long)Math.Ceiling(last.RetryAfter.TotalSeconds));
        return $"{obstacle}. Try again in {seconds} second{(seconds == 1 ? "" : "s")}.";
    }
}
