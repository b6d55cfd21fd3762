using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A company that has due events of a source.</summary>
public sealed record DueInbox(string CompanyId, WebhookSource Source);
