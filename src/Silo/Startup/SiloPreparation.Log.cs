namespace Jobvite.Silo.Startup;

internal sealed partial class SiloPreparation
{
    [LoggerMessage(1, LogLevel.Warning,
        "{Variable} is not set: the key that protects customers' secrets is derived from {Fallback}. Changing {Fallback} will make them unreadable. Set {Variable} to the output of: openssl rand -base64 32")]
    private partial void LogDerivedKey(string variable, string fallback);

    [LoggerMessage(2, LogLevel.Information, "{Count} keys of the key ring were wrapped anew with the key {KeyId}; the former encryption key is no longer needed")]
    private partial void LogRewrapped(int count, string keyId);
}
