using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>An event in the log.</summary>
[GenerateSerializer, Alias("jv.WebhookView"), Immutable]
public sealed record WebhookView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset Timestamp { get; init; }

    [Id(2)] public string? EventType { get; init; }

    [Id(3)] public required WebhookSource Source { get; init; }

    /// <summary>The record that the event is about; of an application that is not stored, the application.</summary>
    [Id(4)] public string? JobviteEntityId { get; init; }

    [Id(5)] public required bool SignatureValid { get; init; }

    [Id(6)] public required WebhookStatus Status { get; init; }

    [Id(7)] public required int Attempts { get; init; }

    [Id(8)] public DateTimeOffset? NextAttemptAt { get; init; }

    [Id(9)] public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>Why the last attempt failed, what the event waits for, or why there was nothing to do.</summary>
    [Id(10)] public string? ErrorMessage { get; init; }

    /// <summary>How many bytes came; null when that was not kept.</summary>
    [Id(11)] public int? BodyBytes { get; init; }
}

/// <summary>Where an event stands.</summary>
[GenerateSerializer, Alias("jv.WebhookStatus")]
public enum WebhookStatus
{
    Pending = 1,
    Processing = 2,
    Processed = 3,

    /// <summary>The last attempt failed; another follows.</summary>
    Failed = 4,

    /// <summary>Failed permanently after the configured attempts; replay puts it back.</summary>
    Dead = 5,

    /// <summary>Refused at the door.</summary>
    Rejected = 6,
}

/// <summary>Which webhook URL was called.</summary>
[GenerateSerializer, Alias("jv.WebhookSource")]
public enum WebhookSource
{
    Candidate = 1,
    Job = 2,
    Onboarding = 3,
}

/// <summary>One attempt to apply an event.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
[GenerateSerializer, Alias("jv.WebhookAttempt"), Immutable]
public sealed record WebhookAttempt(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string? Error);

/// <summary>An event with what was sent.</summary>
/// <param name="Event">The log's line.</param>
/// <param name="Payload">The raw body; of one that could not be read at most its first bytes, of one that was not signed none.</param>
/// <param name="History">The attempts, oldest first, at most 50.</param>
[GenerateSerializer, Alias("jv.WebhookDetail"), Immutable]
public sealed record WebhookDetail(
    [property: Id(0)] WebhookView Event,
    [property: Id(1)] ImmutableArray<byte> Payload,
    [property: Id(2)] ImmutableArray<WebhookAttempt> History);

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

    /// <summary>The event type need not be given in full, as in <see cref="CandidateFilter.Loose"/>.</summary>
    [Id(7)] public bool Loose { get; init; }

    /// <summary>Failed and dead ones with this error: see <see cref="WebhookCause.Sentence"/>.</summary>
    [Id(8)] public string? Cause { get; init; }
}
