using System.ComponentModel.DataAnnotations;

namespace Jobvite.WebFrontend;

/// <summary>Settings of the front, section <c>Frontend</c>.</summary>
internal sealed class FrontendSettings
{
    public const string Section = "Frontend";

    /// <summary>Where the outside reaches this service, such as <c>https://jobvite.example.com</c>; null takes it from the request.</summary>
    [Url(ErrorMessage = "Frontend__PublicBaseUrl must be an http or https URL, such as https://jobvite.example.com.")]
    public string? PublicBaseUrl { get; set; }

    /// <summary>Addresses or networks of reverse proxies whose <c>X-Forwarded-*</c> headers count, comma-separated; null: nobody's.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>Requests a second that a tenant may make for long, in each front process.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Frontend__RequestsPerSecond must be a whole number from 1 to 1000000.")]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Requests that a tenant may make at once after a pause.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Frontend__RequestBurst must be a whole number from 1 to 1000000.")]
    public int RequestBurst { get; set; } = 200;

    /// <summary>Seconds after which a request that only asks the cluster is given up.</summary>
    [Range(1, 600, ErrorMessage = "Frontend__RequestTimeoutSeconds must be a whole number from 1 to 600.")]
    public int RequestTimeoutSeconds { get; set; } = 35;

    /// <summary>Seconds after which a request that may have to wait for Jobvite is given up.</summary>
    [Range(1, 600, ErrorMessage = "Frontend__JobviteTimeoutSeconds must be a whole number from 1 to 600.")]
    public int JobviteTimeoutSeconds { get; set; } = 120;

    /// <summary>Milliseconds between two looks at a run that somebody watches.</summary>
    [Range(50, 10_000, ErrorMessage = "Frontend__RunEventsPollMilliseconds must be a whole number from 50 to 10000.")]
    public int RunEventsPollMilliseconds { get; set; } = 400;
}
