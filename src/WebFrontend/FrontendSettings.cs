using System.Net;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Settings of the front, section <c>Frontend</c>.</summary>
internal sealed class FrontendSettings
{
    public const string Section = "Frontend";

    /// <summary>Where the outside reaches this service, such as <c>https://jobvite.example.com</c>; null takes it from the request.</summary>
    public string? PublicBaseUrl { get; set; }

    /// <summary>Further host names at which requests are answered, comma-separated and without ports; the one of <see cref="PublicBaseUrl"/> and loopback always are.</summary>
    public string? AllowedHosts { get; set; }

    /// <summary>Origins whose pages may call the API from a browser, such as <c>https://app.example.com</c>, comma-separated; null: none.</summary>
    public string? CorsOrigins { get; set; }

    /// <summary>Addresses or networks of reverse proxies whose <c>X-Forwarded-*</c> headers count, comma-separated; null: nobody's.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>A company is connected for the first time only with a token that names it in its claim <c>jobvite_company</c>.</summary>
    public bool RequireCompanyClaim { get; set; }

    /// <summary>Hours after which somebody who signed in to the console has to do it again, if their token lasts so long; 1–168.</summary>
    public int SessionHours { get; set; } = 12;

    /// <summary>Event streams and reads of changes that a tenant may have open at the same time, in each front process; they do not count in <see cref="RequestsAtOnce"/>; 1–1,000.</summary>
    public int StreamsAtOnce { get; set; } = 10;

    /// <summary>Requests a second that a tenant may make for long, in each front process; 1–1,000,000.</summary>
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Requests that a tenant may make at once after a pause; 1–1,000,000.</summary>
    public int RequestBurst { get; set; } = 200;

    /// <summary>Requests of a tenant that may be under way at the same time, in each front process; 1–10,000.</summary>
    public int RequestsAtOnce { get; set; } = 100;

    /// <summary>Connections that this process holds at once; 10–1,000,000.</summary>
    public int MaxConnections { get; set; } = 5000;

    /// <summary>Seconds after which a request that only asks the cluster is ended; 1–600.</summary>
    public int RequestTimeoutSeconds { get; set; } = 35;

    /// <summary>Seconds after which a request that may have to wait for Jobvite is ended; 1–600.</summary>
    public int JobviteTimeoutSeconds { get; set; } = 120;

    /// <summary>Milliseconds between two looks at a run that somebody watches; 50–10,000.</summary>
    public int RunEventsPollMilliseconds { get; set; } = 400;

    /// <summary>Milliseconds between two looks whether the companies for whose changes somebody waits have some; 50–10,000.</summary>
    public int ChangesPollMilliseconds { get; set; } = 80;
}

/// <summary>
/// Names the variable and what it must be. Written by hand: the validator that is generated from annotations drops their
/// messages for ranges, and its own name no variable.
/// </summary>
internal sealed class FrontendSettingsValidator : IValidateOptions<FrontendSettings>
{
    public ValidateOptionsResult Validate(string? name, FrontendSettings options)
    {
        var problems = new ValidateOptionsResultBuilder();
        if (options.PublicBaseUrl is { } url && !IsWebAddress(url))
        {
            problems.AddError("Frontend__PublicBaseUrl must be an http or https URL without query, such as https://jobvite.example.com.");
        }

        if (!Hosts.Further(options).All(name => Uri.CheckHostName(name) != UriHostNameType.Unknown))
        {
            problems.AddError("Frontend__AllowedHosts must be host names without scheme and port, such as jobvite.example.com,front.internal.");
        }

        if (!JwtSettings.List(options.CorsOrigins).All(origin => IsWebAddress(origin) && new Uri(origin).GetLeftPart(UriPartial.Authority) == origin))
        {
            problems.AddError("Frontend__CorsOrigins must be origins without a path, such as https://app.example.com,http://localhost:3000.");
        }

        if (!ProxySettings.Entries(options).All(e => IPAddress.TryParse(e, out _) || IPNetwork.TryParse(e, out _)))
        {
            problems.AddError("Frontend__TrustedProxies must be addresses or networks, such as 10.0.0.7,10.1.0.0/16.");
        }

        InRange(options.SessionHours, 1, 168, nameof(options.SessionHours));
        InRange(options.StreamsAtOnce, 1, 1_000, nameof(options.StreamsAtOnce));
        InRange(options.RequestsPerSecond, 1, 1_000_000, nameof(options.RequestsPerSecond));
        InRange(options.RequestBurst, 1, 1_000_000, nameof(options.RequestBurst));
        InRange(options.RequestsAtOnce, 1, 10_000, nameof(options.RequestsAtOnce));
        InRange(options.MaxConnections, 10, 1_000_000, nameof(options.MaxConnections));
        InRange(options.RequestTimeoutSeconds, 1, 600, nameof(options.RequestTimeoutSeconds));
        InRange(options.JobviteTimeoutSeconds, 1, 600, nameof(options.JobviteTimeoutSeconds));
        InRange(options.RunEventsPollMilliseconds, 50, 10_000, nameof(options.RunEventsPollMilliseconds));
        InRange(options.ChangesPollMilliseconds, 50, 10_000, nameof(options.ChangesPollMilliseconds));
        return problems.Build();

        void InRange(int value, int min, int max, string setting)
        {
            if (value < min || value > max)
            {
                problems.AddError($"{FrontendSettings.Section}__{setting} must be a whole number from {min} to {max}.");
            }
        }
    }

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Query.Length == 0 && uri.Fragment.Length == 0;
}
