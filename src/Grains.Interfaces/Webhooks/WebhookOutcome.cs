namespace Jobvite.Grains.Interfaces;

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
