namespace Jobvite.Grains.Connections;

/// <summary>
/// Where Jobvite is. Only the operator sets these, by the environment variables named below; a tenant chooses between
/// stage and production and nothing else.
/// </summary>
public sealed class JobviteEndpointsOptions
{
    /// <summary><c>JOBVITE_V2_BASE_URL_STAGE</c>. Default observed with working clients.</summary>
    public string V2Stage { get; set; } = "https://api.jvistg2.com/api/v2";

    /// <summary><c>JOBVITE_V2_BASE_URL_PROD</c>. Default from Jobvite's published sample.</summary>
    public string V2Prod { get; set; } = "https://api.jobvite.com/api/v2";

    /// <summary><c>JOBVITE_ONBOARDING_BASE_URL_STAGE</c>.</summary>
    public string OnboardingStage { get; set; } = "https://api.jvistg2.com/api/v2";

    /// <summary><c>JOBVITE_ONBOARDING_BASE_URL_PROD</c>.</summary>
    public string OnboardingProd { get; set; } = "https://api.jobvite.com/api/v2";

    /// <summary><c>JOBVITE_ALLOW_PLAIN_HTTP=true</c>: plain HTTP to hosts other than this machine. Never outside a private test network.</summary>
    public bool AllowPlainHttp { get; set; }
}
