namespace Jobvite.Grains.Interfaces;

/// <summary>Who goes first when requests are scarce; the lowest value first.</summary>
[GenerateSerializer, Alias("jv.BudgetPriority")]
public enum BudgetPriority
{
    /// <summary>A person waits for the answer.</summary>
    Person = 1,

    Webhook = 2,
    Incremental = 3,
    Full = 4,

    /// <summary>Documents fetched ahead of need.</summary>
    Background = 5,

    /// <summary>Credentials on trial, which may be somebody else's.</summary>
    Trial = 6,
}
