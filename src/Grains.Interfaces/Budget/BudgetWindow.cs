namespace Jobvite.Grains.Interfaces;

/// <summary>Which limit is meant.</summary>
[GenerateSerializer, Alias("jv.BudgetWindow")]
public enum BudgetWindow
{
    Minute = 1,
    Hour = 2,
    CandidateDay = 3,
    RequisitionDay = 4,

    /// <summary>Jobvite answered 429 and asked to wait.</summary>
    Throttled = 5,

    /// <summary>What may be spent on trying credentials.</summary>
    Trial = 6,
}
