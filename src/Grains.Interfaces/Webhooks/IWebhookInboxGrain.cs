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
