namespace Jobvite.WebFrontend;

/// <summary>A page of the log, newest first.</summary>
/// <param name="Webhooks">The events.</param>
/// <param name="Pagination">Where the page stands.</param>
public sealed record WebhookPage(IReadOnlyList<WebhookItem> Webhooks, Pagination Pagination);
