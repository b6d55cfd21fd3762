namespace Jobvite.Grains.Interfaces;

/// <summary>What Jobvite's day limits are counted by.</summary>
[GenerateSerializer, Alias("jv.BudgetClass")]
public enum BudgetClass
{
    /// <summary>Counted by minute and hour only.</summary>
    Other = 1,

    Candidate = 2,
    Requisition = 3,
}
