namespace Jobvite.Client;

/// <summary>How v2 calls prove who they are. A customer's account accepts one or the other; Jobvite decides which.</summary>
public enum AuthScheme
{
    /// <summary>Key, time and an HMAC-SHA256 over both; the secret itself is never sent (observed, quoting Jobvite's PDF).</summary>
    Hmac,

    /// <summary>Key and secret as two headers (official, Jobvite's sample).</summary>
    PlainHeaders,
}
