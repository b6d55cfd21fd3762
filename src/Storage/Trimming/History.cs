namespace Jobvite.Storage;

/// <summary>What is kept for a while and then removed. Records are not among it: they go with their company only.</summary>
public enum History
{
    /// <summary>Events that are processed or were rejected at the door; their age counts from that moment.</summary>
    SettledEvents = 1,

    /// <summary>Events that were given up; their age counts from their arrival.</summary>
    DeadEvents = 2,

    /// <summary>Ended runs with what they had seen; their age counts from their end.</summary>
    EndedRuns = 3,

    /// <summary>The audit trail.</summary>
    AuditEntries = 4,

    /// <summary>What was seen to change of candidates; the age counts from then.</summary>
    CandidateChanges = 5,

    /// <summary>Request budgets that nobody drew on: by then all of their windows are over.</summary>
    IdleBudgets = 6,
}
