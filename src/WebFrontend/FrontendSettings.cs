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

    /// <summary>Event streams that a tenant may hold open at the same time, in each front process; they do not count in <see cref="RequestsAtOnce"/>; 1–1,000.</summary>
    public int StreamsAtOnce { get; set; } = 10;

    /// <summary>Requests a second that a tenant may make for long, in each front process; 1–1,000,000.</summary>
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Requests that a tenant may make at once after a pause; 1–1,000,000.</summary>
    public int RequestBurst { get; set; } = 200;

    /// <summary>Requests of a tenant that may be under way at the same time, in each front process; 1–10,000.</summary>
    public int RequestsAtOnce { get; set; } = 100;

    /// <summary>Connections that this process holds at once; 10–1,000,000.</summary>
    public int MaxConnections { get; set; } = 5000;

    /// <summary>Seconds after which a request that only asks the cluster is given up; 1–600.</summary>
    public int RequestTimeoutSeconds { get; set; } = 35;

    /// <summary>Seconds after which a request that may have to wait for Jobvite is given up; 1–600.</summary>
    public int JobviteTimeoutSeconds { get; set; } = 120;

    /// <summary>Milliseconds between two looks at a run that somebody watches; 50–10,000.</summary>
    public int RunEventsPollMilliseconds { get; set; } = 400;
}
