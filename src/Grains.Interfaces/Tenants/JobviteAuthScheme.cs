namespace Jobvite.Grains.Interfaces;

/// <summary>How v2 calls are authenticated.</summary>
[GenerateSerializer, Alias("jv.JobviteAuthScheme")]
public enum JobviteAuthScheme
{
    /// <summary>Signed headers; the default.</summary>
    Hmac = 1,

    /// <summary>Key and secret in two headers.</summary>
    Headers = 2,
}
