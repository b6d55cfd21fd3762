using Microsoft.Extensions.Options;

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

    /// <summary>Where the v2 and the onboarding API of an environment are, told apart as far as it matters: a stand-in on this machine gets another port at each start and is the same one.</summary>
    internal (string V2, string Onboarding) SourceOf(bool production) => (Told(production ? V2Prod : V2Stage), Told(production ? OnboardingProd : OnboardingStage));

    /// <summary>Both addresses of a source in one text.</summary>
    internal static string AddressesOf((string V2, string Onboarding) source) => $"{source.V2} {source.Onboarding}";

    private static string Told(string url) => new Uri(url) is { IsLoopback: true } local ? local.Host : url.TrimEnd('/');
}

/// <summary>Refuses to start with a base URL that cannot be meant.</summary>
internal sealed class JobviteEndpointsValidator : IValidateOptions<JobviteEndpointsOptions>
{
    public ValidateOptionsResult Validate(string? name, JobviteEndpointsOptions options)
    {
        var problems = new List<string>();
        Check("JOBVITE_V2_BASE_URL_STAGE", options.V2Stage);
        Check("JOBVITE_V2_BASE_URL_PROD", options.V2Prod);
        Check("JOBVITE_ONBOARDING_BASE_URL_STAGE", options.OnboardingStage);
        Check("JOBVITE_ONBOARDING_BASE_URL_PROD", options.OnboardingProd);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Check(string variable, string value)
        {
            if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            {
                problems.Add($"{variable} is not an absolute URL. Set it to something like https://api.jobvite.com/api/v2, or unset it.");
            }
            else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            {
                problems.Add($"{variable} must not carry credentials, a query or a fragment. Set only scheme, host and path.");
            }
            else if (uri.Scheme == "http" && !uri.IsLoopback && !options.AllowPlainHttp)
            {
                problems.Add($"{variable} is plain HTTP, which would send keys in the clear. Use https, or set JOBVITE_ALLOW_PLAIN_HTTP=true in a private test network.");
            }
        }
    }
}
