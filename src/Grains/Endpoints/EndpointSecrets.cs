using System.Security.Cryptography;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;
using StandardWebhooks;

namespace Jobvite.Grains.Endpoints;

/// <summary>Makes endpoints' secrets, and opens them to sign.</summary>
internal sealed class EndpointSecrets(SecretProtector protector, TimeProvider time)
{
    private const string Prefix = "whsec_";
    private const int Length = 32;

    /// <summary>A new secret, as its owner sees it once, and as it is stored.</summary>
    public (string Shown, string Stored) Make(string companyId, Guid endpointId)
    {
        var secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));
        return (secret, protector.Protect(companyId, FieldOf(endpointId), secret));
    }

    /// <summary>What signs for the endpoint now: one, or two while a rotation overlaps.</summary>
    /// <exception cref="CryptographicException">The keys at hand do not open the secret.</exception>
    public IReadOnlyList<StandardWebhook> SignersOf(StoredEndpoint endpoint)
    {
        var former = endpoint.PreviousUntil > time.GetUtcNow() ? endpoint.PreviousSecret : null;
        return [.. new[] { endpoint.Secret, former }.OfType<string>().Select(secret => new StandardWebhook(protector.Unprotect(endpoint.CompanyId, FieldOf(endpoint.Id), secret)))];
    }

    private static string FieldOf(Guid endpointId) => $"{SecretField.EndpointSecret}:{endpointId:N}";
}
