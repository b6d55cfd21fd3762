using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A company's webhooks as a whole: what those suffer from that could not be applied, and how long the others took.</summary>
[GenerateSerializer, Alias("jv.WebhookDigest"), Immutable]
public sealed record WebhookDigest
{
    /// <summary>The most causes that are told apart.</summary>
    public const int MaxCauses = 50;

    /// <summary>So many events are looked at: the newest dead ones, the newest failed ones, and the newest of those that were applied.</summary>
    public const int Depth = 5_000;

    /// <summary>Of failed and dead events, whenever they came: the cause of most of them first.</summary>
    [Id(0)] public ImmutableArray<WebhookCause> Causes { get; init; } = [];

    /// <summary>There are more causes, or more events than were looked at.</summary>
    [Id(1)] public bool HasMore { get; init; }

    /// <summary>How many applied events the times below are taken of, at most <see cref="Depth"/>.</summary>
    [Id(2)] public int Measured { get; init; }

    /// <summary>From the receipt until it was applied, for half of them; null without any.</summary>
    [Id(3)] public TimeSpan? MedianLag { get; init; }

    /// <summary>The same for 95 of 100.</summary>
    [Id(4)] public TimeSpan? SlowLag { get; init; }
}

/// <summary>Failed and dead events with the same error.</summary>
[GenerateSerializer, Alias("jv.WebhookCause"), Immutable]
public sealed record WebhookCause
{
    /// <summary>The error without what differs from event to event, such as ids: there stands "…".</summary>
    [Id(0)] public required string Sentence { get; init; }

    [Id(1)] public long Dead { get; init; }

    /// <summary>These are tried again by themselves.</summary>
    [Id(2)] public long Failed { get; init; }

    /// <summary>When the first of them came.</summary>
    [Id(3)] public required DateTimeOffset FirstReceivedAt { get; init; }

    [Id(4)] public required DateTimeOffset LastReceivedAt { get; init; }

    public long Count => Dead + Failed;
}

/// <summary>What came of putting several events back in the queue.</summary>
[GenerateSerializer, Alias("jv.WebhookReplay"), Immutable]
public sealed record WebhookReplay
{
    /// <summary>The most events that a person chooses at once.</summary>
    public const int MostChosen = 100;

    /// <summary>The most events of one cause at once.</summary>
    public const int MostOfCause = 500;

    [Id(0)] public int Queued { get; init; }

    /// <summary>They wait or are being applied, so they were left alone.</summary>
    [Id(1)] public int Waiting { get; init; }

    /// <summary>The company has no such event, or there is nothing in it to apply.</summary>
    [Id(2)] public int Unknown { get; init; }

    /// <summary>Events of the same cause that are left for the next time.</summary>
    [Id(3)] public long Left { get; init; }
}
