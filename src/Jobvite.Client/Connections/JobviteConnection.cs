using System.Text;

namespace Jobvite.Client;

/// <summary>Everything needed to call Jobvite for one company.</summary>
public sealed record JobviteConnection
{
    /// <summary>Opaque key that separates one company's circuit breaker from another's. Never logged, never sent.</summary>
    public required string CompanyTag { get; init; }

    /// <summary>Base of the v2 API, e.g. <c>https://api.jobvite.com/api/v2</c>. Comes from the operator's settings only, never from a customer.</summary>
    public required Uri V2BaseUrl { get; init; }

    /// <summary>Base of the onboarding API; for most customers the same as <see cref="V2BaseUrl"/>.</summary>
    public required Uri OnboardingBaseUrl { get; init; }

    public required string ApiKey { get; init; }

    public required string ApiSecret { get; init; }

    public AuthScheme AuthScheme { get; init; } = AuthScheme.Hmac;

    /// <summary>When set, onboarding calls use HTTP Basic with it in place of the v2 headers.</summary>
    public ServiceAccount? ServiceAccount { get; init; }

    /// <summary>Jobvite's RSA key, to which onboarding requests are sealed: PEM or Base64 DER, PKCS#1 or SPKI.</summary>
    public string? JobvitePublicKey { get; init; }

    /// <summary>Our RSA keys that open onboarding answers, newest first: PEM or Base64 DER. Older ones still open what was sealed before a rotation.</summary>
    public IReadOnlyList<string> OurPrivateKeys { get; init; } = [];

    /// <summary>Some customers' onboarding API answers on <c>/processes</c>, <c>/tasks</c> and <c>/milestones</c>.</summary>
    public bool PluralOnboardingPaths { get; init; }

    /// <summary>Keep <see cref="EeoData"/> in what is parsed. Off: they are dropped before anything sees them.</summary>
    public bool KeepEeoData { get; init; }

    /// <summary>Fields that are taken out of every answer.</summary>
    public ExcludedFields Excluded { get; init; } = ExcludedFields.None;

    /// <summary>Send each request once: no quick retries, and past the circuit. For a look whether Jobvite is back, which is tried again later anyway.</summary>
    public bool Once { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("V2 = ").Append(V2BaseUrl.Host)
            .Append(", Onboarding = ").Append(OnboardingBaseUrl.Host)
            .Append(", AuthScheme = ").Append(AuthScheme);
        return true;
    }
}

/// <summary>How v2 calls prove who they are. A customer's account accepts one or the other; Jobvite decides which.</summary>
public enum AuthScheme
{
    /// <summary>Key, time and an HMAC-SHA256 over both; the secret itself is never sent (observed, quoting Jobvite's PDF).</summary>
    Hmac,

    /// <summary>Key and secret as two headers (official, Jobvite's sample).</summary>
    PlainHeaders,
}

/// <summary>The account that the onboarding API takes with HTTP Basic authentication, for customers who have one.</summary>
public sealed record ServiceAccount(string Username, string Password)
{
    /// <summary>Without the members: the generated text would print the password into the first log that holds a connection.</summary>
    public override string ToString() => "ServiceAccount (not shown)";
}
