using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>An address to which changes are sent, and how it is doing.</summary>
public record WebhookEndpointItem
{
    internal WebhookEndpointItem(WebhookEndpoint endpoint)
    {
        Id = endpoint.Id;
        Url = endpoint.Url;
        Description = endpoint.Description;
        Types = endpoint.Types.IsEmpty ? ["*"] : [.. endpoint.Types];
        Payload = EnumText.Of(endpoint.Payload);
        Enabled = endpoint.Enabled;
        MaxPerSecond = endpoint.MaxPerSecond;
        CreatedAt = endpoint.CreatedAt.UtcDateTime;
        DisabledReason = endpoint.DisabledReason;
        DisabledAt = endpoint.DisabledAt?.UtcDateTime;
        PreviousSecretUntil = endpoint.PreviousSecretUntil?.UtcDateTime;
        LastSuccessAt = endpoint.LastSuccessAt?.UtcDateTime;
        FailingSince = endpoint.FailingSince?.UtcDateTime;
        LastError = endpoint.LastError;
        Last24Hours = new(endpoint.Succeeded, endpoint.Failed, endpoint.MeanMilliseconds);
        Waiting = endpoint.Waiting;
        WaitingSince = endpoint.WaitingSince?.UtcDateTime;
        Dead = endpoint.Dead;
    }

    /// <summary>This service's id.</summary>
    public Guid Id { get; }

    /// <summary>Where changes are sent.</summary>
    public string Url { get; }

    /// <summary>For people.</summary>
    public string? Description { get; }

    /// <summary>Types of the feed, <c>kind.*</c> or <c>*</c>.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>thin or full.</summary>
    public string Payload { get; }

    /// <summary>Changes are sent.</summary>
    public bool Enabled { get; }

    /// <summary>Requests a second at most.</summary>
    public int MaxPerSecond { get; }

    /// <summary>When it was made; changes from then on are sent.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>Why the service disabled it; null when it is enabled or a person disabled it.</summary>
    public string? DisabledReason { get; }

    /// <summary>When it was disabled.</summary>
    public DateTime? DisabledAt { get; }

    /// <summary>Until when requests are signed with the former secret too.</summary>
    public DateTime? PreviousSecretUntil { get; }

    /// <summary>When it last answered 2xx.</summary>
    public DateTime? LastSuccessAt { get; }

    /// <summary>The first failure since then; null when the last attempt succeeded.</summary>
    public DateTime? FailingSince { get; }

    /// <summary>What the last failed attempt said.</summary>
    public string? LastError { get; }

    /// <summary>The attempts of the last 24 hours.</summary>
    public EndpointDayItem Last24Hours { get; }

    /// <summary>Changes that are not delivered yet; 100,000 stands for that many or more.</summary>
    public long Waiting { get; }

    /// <summary>When the oldest of them was stored.</summary>
    public DateTime? WaitingSince { get; }

    /// <summary>Deliveries that failed permanently and are still listed.</summary>
    public long Dead { get; }
}

/// <summary>What came of a day's attempts.</summary>
/// <param name="Succeeded">Answered with 2xx.</param>
/// <param name="Failed">Not.</param>
/// <param name="MeanMs">The mean time of those that succeeded, in milliseconds; null without any.</param>
public sealed record EndpointDayItem(long Succeeded, long Failed, double? MeanMs);

/// <summary>A new endpoint with its secret.</summary>
public sealed record WebhookEndpointCreated : WebhookEndpointItem
{
    internal WebhookEndpointCreated(WebhookEndpoint endpoint, string secret)
        : base(endpoint) => Secret = secret;

    /// <summary>What requests are signed with. Shown this once.</summary>
    public string Secret { get; }
}

/// <summary>A company's endpoints.</summary>
/// <param name="Items">At most 10, oldest first.</param>
public sealed record WebhookEndpointList(IReadOnlyList<WebhookEndpointItem> Items);

/// <summary>An endpoint is gone.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
public sealed record WebhookEndpointDeleted(bool Success, string Message);

/// <summary>A new secret is in use.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Secret">What requests are signed with. Shown this once.</param>
/// <param name="PreviousSecretUntil">Until when requests are signed with the former secret too; null when they are not.</param>
public sealed record EndpointSecretRotated(bool Success, string Message, string Secret, DateTime? PreviousSecretUntil);

/// <summary>A test request was sent.</summary>
/// <param name="Success">It was answered with 2xx.</param>
/// <param name="Message">For a person.</param>
/// <param name="Attempt">How it went.</param>
public sealed record EndpointTested(bool Success, string Message, DeliveryAttemptItem Attempt);

/// <summary>Changes are sent again.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Count">How many.</param>
public sealed record ChangesReplayed(bool Success, string Message, long Count);

/// <summary>One change on its way to one endpoint.</summary>
public record DeliveryItem
{
    internal DeliveryItem(Delivery delivery)
    {
        Id = delivery.Id;
        Type = delivery.Type;
        RecordId = delivery.RecordId;
        Status = EnumText.Of(delivery.Status);
        Attempts = delivery.Attempts;
        CreatedAt = delivery.CreatedAt.UtcDateTime;
        NextAttemptAt = delivery.NextAttemptAt?.UtcDateTime;
        DeliveredAt = delivery.DeliveredAt?.UtcDateTime;
    }

    /// <summary>The change's id: the header <c>webhook-id</c> of every attempt.</summary>
    public Guid Id { get; }

    /// <summary>The id of the item in the feed; the same.</summary>
    public Guid ChangeId => Id;

    /// <summary>The type of the item in the feed.</summary>
    public string Type { get; }

    /// <summary>Jobvite's id of the record; null where no record is concerned.</summary>
    public string? RecordId { get; }

    /// <summary>pending, delivered, retrying or dead.</summary>
    public string Status { get; }

    /// <summary>Requests so far.</summary>
    public int Attempts { get; }

    /// <summary>When the change was stored.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>When it is tried next.</summary>
    public DateTime? NextAttemptAt { get; }

    /// <summary>When it was answered with 2xx.</summary>
    public DateTime? DeliveredAt { get; }
}

/// <summary>A delivery with what it carries and what became of it.</summary>
public sealed record DeliveryDetailItem : DeliveryItem
{
    internal DeliveryDetailItem(DeliveryDetail detail)
        : base(detail.Delivery)
    {
        Payload = RawJson.Of(detail.Payload);
        AttemptLog = [.. detail.Attempts.Select(DeliveryAttemptItem.Of)];
    }

    /// <summary>The body as it would be sent now; null when the change is not kept any more.</summary>
    public JsonElement? Payload { get; }

    /// <summary>The requests, oldest first, at most the last 50.</summary>
    public IReadOnlyList<DeliveryAttemptItem> AttemptLog { get; }
}

/// <summary>One request to an endpoint.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Ms">How long it took, in milliseconds.</param>
/// <param name="Error">Why it failed; null after a success.</param>
/// <param name="Answer">The first KiB of the answer to a request that failed.</param>
public sealed record DeliveryAttemptItem(DateTime At, int? Status, int Ms, string? Error, string? Answer)
{
    internal static DeliveryAttemptItem Of(DeliveryAttempt attempt) => new(attempt.At.UtcDateTime, attempt.Status, attempt.Milliseconds, attempt.Error, attempt.Answer);
}
