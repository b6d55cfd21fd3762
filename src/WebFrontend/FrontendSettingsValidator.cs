using System.Net;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

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
