namespace Jobvite.Grains.Interfaces;

/// <summary>A value that a filter can be set to, because records have it.</summary>
/// <param name="Value">As it is stored.</param>
/// <param name="Count">How many records have it; 0 when that was not counted.</param>
[GenerateSerializer, Alias("jv.FilterChoice"), Immutable]
public sealed record FilterChoice([property: Id(0)] string Value, [property: Id(1)] int Count);

/// <summary>What a list can be narrowed down by whose values are the customer's own words.</summary>
[GenerateSerializer, Alias("jv.ChoiceColumn")]
public enum ChoiceColumn
{
    /// <summary>Of applications.</summary>
    WorkflowState = 1,

    JobStatus = 2,

    /// <summary>Of jobs.</summary>
    Department = 3,

    /// <summary>Of jobs: the main one.</summary>
    Location = 4,

    ProcessStatus = 5,

    /// <summary>Of the webhooks that came last; not counted when there are more.</summary>
    EventType = 6,
}
