namespace Jobvite.Client;

/// <summary>An onboarding envelope could not be opened. The message holds nothing of its content.</summary>
public sealed class EnvelopeException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A key of ours fits, but what is inside is not what it should be.</summary>
    public bool WasOpened { get; init; }
}
