using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Webhooks;

/// <summary>
/// A company's webhook signing key, kept for a few seconds so that a burst of webhooks asks its tenant grain once. Senders that come
/// together share one question.
/// </summary>
internal sealed class SigningKeySource(string companyId, IGrainFactory grains, SecretProtector secrets, TimeProvider time)
{
    private Task<SigningKey>? _current;
    private long _askedAt;

    /// <summary>The key as it was at most <paramref name="maxAge"/> ago. Called from one grain only.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The stored key does not open.</exception>
    public async Task<SigningKey> Get(TimeSpan maxAge)
    {
        if (_current is null || _current.IsFaulted || _current.IsCanceled || time.GetElapsedTime(_askedAt) > maxAge)
        {
            _askedAt = time.GetTimestamp();
            _current = Ask();
        }

        return await _current;
    }

    /// <summary>The next question goes to the tenant grain.</summary>
    public void Drop() => _current = null;

    private async Task<SigningKey> Ask()
    {
        var company = grains.GetGrain<ICompanyGrain>(CompanyKey.Of(companyId).ToString());
        if (await company.GetConnection() is not { } connection)
        {
            return new SigningKey(IsConnected: false, Key: null);
        }

        var key = connection.ProtectedSecrets.TryGetValue(SecretField.WebhookSigningKey, out var protectedKey)
            ? secrets.Unprotect(companyId, SecretField.WebhookSigningKey, protectedKey)
            : null;
        return new SigningKey(IsConnected: true, key, connection.Settings.StoreEeoData, ExcludedFields.Of(connection.Settings.ExcludedFields));
    }
}

/// <summary>Whether a company is connected, and the key that signs its webhooks; null when none is configured. Never logged.
/// <paramref name="KeepsEeoData"/>: bodies are stored with EEO data. <paramref name="Excluded"/>: what they are stored without; null for nothing.</summary>
internal sealed record SigningKey(bool IsConnected, string? Key, bool KeepsEeoData = false, ExcludedFields? Excluded = null)
{
    public override string ToString() => $"SigningKey {{ IsConnected = {IsConnected}, IsSet = {Key is not null} }}";
}
