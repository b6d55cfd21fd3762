namespace Jobvite.Grains.Interfaces;

/// <summary>How long one column of a chart is.</summary>
[GenerateSerializer, Alias("jv.ActivityUnit")]
public enum ActivityUnit
{
    /// <summary>A whole hour.</summary>
    Hour = 1,

    /// <summary>A whole day of UTC.</summary>
    Day = 2,
}
