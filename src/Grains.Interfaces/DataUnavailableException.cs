namespace Jobvite.Grains.Interfaces;

/// <summary>The cluster cannot reach or write its database just now. Nothing was half-done; the front answers 503 and the caller comes back.</summary>
[GenerateSerializer, Alias("jv.DataUnavailableException")]
public sealed class DataUnavailableException : Exception
{
    /// <param name="message">What a person can do; no secret and no record's content.</param>
    public DataUnavailableException(string message)
        : base(message)
    {
    }
}
