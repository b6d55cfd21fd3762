namespace Jobvite.Grains.Interfaces;

/// <summary>Where a company's webhooks arrive; keyed by <see cref="CompanyKey"/>.</summary>
[Alias("jv.IWebhookInboxGrain")]
public interface IWebhookInboxGrain : IGrainWithStringKey
{
    /// <summary>Checks the signature on the raw bytes and answers once the event is durable.</summary>
    /// <param name="source">From the path.</param>
    /// <param name="body">The raw body, at most 1 MiB; the caller does not change it afterwards.</param>
    /// <param name="signature">Header <c>X-Jobvite-Event-Signature</c>, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the event may have been kept all the same.</param>
    [Alias("Receive")]
    Task<WebhookReceipt> Receive(WebhookSource source, [Immutable] byte[] body, string? signature, CancellationToken cancellationToken = default);
}

/// <summary>The answer to <see cref="IWebhookInboxGrain.Receive"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="EventId">The event's id when it was accepted.</param>
/// <param name="Problem">What is wrong with the payload, or what cannot be used just now.</param>
[GenerateSerializer, Alias("jv.WebhookReceipt"), Immutable]
public sealed record WebhookReceipt(
    [property: Id(0)] WebhookOutcome Outcome,
    [property: Id(1)] Guid? EventId = null,
    [property: Id(2)] string? Problem = null);

/// <summary>How a webhook was taken.</summary>
[GenerateSerializer, Alias("jv.WebhookOutcome")]
public enum WebhookOutcome
{
    /// <summary>Durable.</summary>
    Accepted = 1,

    /// <summary>No such company is connected.</summary>
    UnknownCompany = 2,

    /// <summary>The signature is missing or wrong, or the company has no signing key.</summary>
    InvalidSignature = 3,

    /// <summary>Signed, but not a JSON object in UTF-8 of at most 64 levels.</summary>
    BadPayload = 4,

    /// <summary>Too much is waiting to be written; the sender should come back.</summary>
    Overloaded = 5,

    /// <summary>The database or the key ring cannot be used just now, and nothing was stored; the sender should come back.</summary>
    Unavailable = 6,
}
