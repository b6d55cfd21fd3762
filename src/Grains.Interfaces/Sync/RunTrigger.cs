namespace Jobvite.Grains.Interfaces;

/// <summary>What started a run.</summary>
[GenerateSerializer, Alias("jv.RunTrigger")]
public enum RunTrigger
{
    /// <summary>The company's reminder.</summary>
    Schedule = 1,

    /// <summary>Somebody asked for it.</summary>
    Person = 2,
}
