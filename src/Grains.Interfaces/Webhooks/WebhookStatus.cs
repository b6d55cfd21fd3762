namespace Jobvite.Grains.Interfaces;

/// <summary>Where an event stands.</summary>
[GenerateSerializer, Alias("jv.WebhookStatus")]
public enum WebhookStatus
{
    Pending = 1,
    Processing = 2,
    Processed = 3,

    /// <summary>The last attempt failed; another follows.</summary>
    Failed = 4,

    /// <summary>Given up after the configured attempts; replay puts it back.</summary>
    Dead = 5,

    /// <summary>Refused at the door.</summary>
    Rejected = 6,
}
