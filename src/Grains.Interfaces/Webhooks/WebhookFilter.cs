namespace Jobvite.Grains.Interfaces;

/// <summary>Which events a list shows or a replay takes; null means any.</summary>
[GenerateSerializer, Alias("jv.WebhookFilter"), Immutable]
public sealed record WebhookFilter
{
    [Id(0)] public string? EventType { get; init; }

    [Id(1)] public WebhookSource? Source { get; init; }

    [Id(2)] public bool? SignatureValid { get; init; }

    [Id(3)] public bool? Processed { get; init; }

    [Id(4)] public WebhookStatus? Status { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(5)] public DateTimeOffset? DateFrom { get; init; }

    /// <summary>Exclusive.</summary>
    [Id(6)] public DateTimeOffset? DateTo { get; init; }
}
