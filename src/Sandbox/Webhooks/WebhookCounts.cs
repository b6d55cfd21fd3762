namespace Jobvite.Sandbox;

/// <summary>What became of the webhooks so far.</summary>
/// <param name="Queued">Taken into the queue, duplicates included.</param>
/// <param name="Delivered">Answered with 2xx.</param>
/// <param name="Attempts">POSTs made, retries included.</param>
/// <param name="GivenUp">Not delivered after the last retry.</param>
/// <param name="Dropped">Not taken because the queue was full.</param>
/// <param name="Duplicated">Sent a second time on purpose.</param>
/// <param name="Reordered">Sent after a later one on purpose.</param>
public sealed record WebhookCounts(long Queued, long Delivered, long Attempts, long GivenUp, long Dropped, long Duplicated, long Reordered);
