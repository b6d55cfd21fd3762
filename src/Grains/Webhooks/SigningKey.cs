namespace Jobvite.Grains.Webhooks;

/// <summary>Whether a company is connected, and the key that signs its webhooks; null when none is configured. Never logged.
/// <paramref name="KeepsEeoData"/>: bodies are stored with EEO data.</summary>
internal sealed record SigningKey(bool IsConnected, string? Key, bool KeepsEeoData = false)
{
    public override string ToString() => $"SigningKey {{ IsConnected = {IsConnected}, IsSet = {Key is not null} }}";
}
