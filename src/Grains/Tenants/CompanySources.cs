using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tenants;

/// <summary>
/// Where a company's records come from, as it is stored. Two that are equal are the same account at the same Jobvite, as far as one can
/// know: another key of the same account looks like another source.
/// </summary>
internal sealed record StoredSource
{
    /// <summary><c>stage</c> or <c>prod</c>.</summary>
    public string Environment { get; init; } = "stage";

    /// <summary>HMAC-SHA256 of the API key under a key of the company's own, in Base64: tells keys apart and gives none away.</summary>
    public string ApiKeyHash { get; init; } = "";

    public string V2Address { get; init; } = "";

    public string OnboardingAddress { get; init; } = "";
}

/// <summary>Notices when a company's records begin to come from another source.</summary>
internal sealed class CompanySources(SecretProtector protector, IOptions<JobviteEndpointsOptions> endpoints, TimeProvider time)
{
    /// <summary>
    /// <paramref name="after"/> with its source. When it is another one than that of <paramref name="before"/>, whatever was read so far is
    /// from elsewhere: <see cref="CompanyState.SourceSince"/> and <see cref="CompanyState.ReadScopeSince"/> are now.
    /// </summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="before">What is stored.</param>
    /// <param name="after">What is to be stored; the same as <paramref name="before"/> to find out whether the operator moved the addresses.</param>
    public CompanyState Note(string companyId, CompanyState before, CompanyState after)
    {
        var kept = after with
        {
            Source = before.Source,
            SourceKey = before.SourceKey,
            SourceSince = before.SourceSince,
            FormerSource = before.FormerSource,
        };
        var (key, protectedKey) = KeyOf(companyId, before);
        if (Describe(companyId, after, key) is not { } source)
        {
            return kept;
        }

        var noted = kept with { Source = source, SourceKey = protectedKey };
        var former = before.Source ?? (before.Connected ? Describe(companyId, before, key) : null);
        return before.OwnerTenantId is null || former == source
            ? noted
            : noted with { FormerSource = former, SourceSince = time.GetUtcNow(), ReadScopeSince = time.GetUtcNow() };
    }

    /// <summary>
    /// One sentence for each kind of which records of the former source may still be shown: no run has compared everything since the source
    /// changed.
    /// </summary>
    public static IEnumerable<string> Warnings(CompanyState company, IReadOnlyList<KindHistory> history)
    {
        if (company.SourceSince is not { } since)
        {
            yield break;
        }

        var settings = company.Settings.ToSettings();
        foreach (var one in history.Where(h => (h.Active ?? h.LastEnded) is not null && !(h.LastComparedStartedAt >= since)))
        {
            var kind = one.Kind.ToString().ToLowerInvariant();
            var remedy = one.Kind switch
            {
                _ when !settings.Includes(one.Kind) => $"Sync of {kind} is switched off: switch it on for one full sync, or disconnect with deleteData.",
                SyncKind.Candidates when settings.CandidateSyncLimit is not null => "No sync can be complete while candidateSyncLimit is set: set it to null for one full sync.",
                _ => $"The first complete full sync of {kind} removes what it does not find.",
            };
            yield return $"Records of the former source ({Name(company.FormerSource, company.Source)}) are still shown among {kind}. {remedy}";
        }
    }

    private static string Name(StoredSource? former, StoredSource? current) => former switch
    {
        null => "an earlier connection",
        _ when former.Environment != current?.Environment => former.Environment == "prod" ? "Production" : "Stage",
        _ when former.V2Address != current.V2Address => former.V2Address,
        _ when former.OnboardingAddress != current.OnboardingAddress => former.OnboardingAddress,
        _ => "another API key",
    };

    /// <summary>Null when the API key cannot be opened, so that nobody knows.</summary>
    private StoredSource? Describe(string companyId, CompanyState company, byte[] key)
    {
        if (Open(companyId, SecretField.ApiKey, company.Secrets.GetValueOrDefault(SecretField.ApiKey)) is not { } apiKey)
        {
            return null;
        }

        var (v2, onboarding) = endpoints.Value.SourceOf(company.Environment == "prod");
        return new StoredSource
        {
            Environment = company.Environment,
            ApiKeyHash = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(apiKey))),
            V2Address = v2,
            OnboardingAddress = onboarding,
        };
    }

    /// <summary>The company's own key for hashes; a new one when there is none that opens.</summary>
    private (byte[] Key, string Protected) KeyOf(string companyId, CompanyState company)
    {
        if (company.SourceKey is { } stored && Open(companyId, SecretField.SourceKey, stored) is { } text)
        {
            return (Convert.FromBase64String(text), stored);
        }

        var key = RandomNumberGenerator.GetBytes(32);
        return (key, protector.Protect(companyId, SecretField.SourceKey, Convert.ToBase64String(key)));
    }

    private string? Open(string companyId, string field, string? value)
    {
        try
        {
            return value is null ? null : protector.Unprotect(companyId, field, value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
