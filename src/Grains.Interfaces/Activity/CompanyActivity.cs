using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What happened to a company lately, for a chart.</summary>
/// <param name="Unit">Length of one column.</param>
/// <param name="Counts">Oldest first, without gaps; the last one is still running.</param>
[GenerateSerializer, Alias("jv.CompanyActivity"), Immutable]
public sealed record CompanyActivity(
    [property: Id(0)] ActivityUnit Unit,
    [property: Id(1)] ImmutableArray<ActivityCount> Counts)
{
    /// <summary>The most columns that can be asked for, hours or days.</summary>
    public const int MaxCounts = 90;
}

/// <summary>What happened in one hour or day.</summary>
[GenerateSerializer, Alias("jv.ActivityCount"), Immutable]
public sealed record ActivityCount
{
    /// <summary>When the hour or day begins, in UTC.</summary>
    [Id(0)] public required DateTimeOffset Start { get; init; }

    /// <summary>Applications that candidates sent then, by Jobvite's date, whenever they were read; deleted ones are not counted.</summary>
    [Id(1)] public int Applications { get; init; }

    /// <summary>Webhooks that arrived, whatever has become of them.</summary>
    [Id(2)] public int WebhooksReceived { get; init; }

    /// <summary>Of these, the ones that are applied by now.</summary>
    [Id(3)] public int WebhooksProcessed { get; init; }

    /// <summary>Of these, the ones that failed permanently.</summary>
    [Id(4)] public int WebhooksDead { get; init; }

    /// <summary>Of these, the ones that were refused at the door.</summary>
    [Id(5)] public int WebhooksRejected { get; init; }
}

/// <summary>How long one column of a chart is.</summary>
[GenerateSerializer, Alias("jv.ActivityUnit")]
public enum ActivityUnit
{
    /// <summary>A whole hour.</summary>
    Hour = 1,

    /// <summary>A whole day.</summary>
    Day = 2,
}
