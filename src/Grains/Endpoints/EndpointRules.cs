using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Endpoints;

/// <summary>What an endpoint's settings must be. Each message follows the name of its field.</summary>
internal static class EndpointRules
{
    private const int MaxUrl = 2_000;
    private const int MaxDescription = 200;
    private const int MaxPerSecond = 1_000;

    /// <summary>Field → what is wrong; empty when all is well.</summary>
    public static ImmutableDictionary<string, string> Check(EndpointSettings settings, bool isNew, EndpointOptions options)
    {
        var errors = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if ((settings.Url is { } url ? OfUrl(url, options) : isNew ? "is required." : null) is { } wrong)
        {
            errors["url"] = wrong;
        }

        if (settings.Description?.Length > MaxDescription)
        {
            errors["description"] = $"must have at most {MaxDescription} characters.";
        }

        if (settings.Types is { IsDefault: false } types && types.FirstOrDefault(type => !EndpointTypes.Exists(type)) is { } unknown)
        {
            errors["types"] = $"must be types that exist, <kind>.* or *. '{(unknown.Length > 50 ? unknown[..50] : unknown)}' does not exist. There are: {string.Join(", ", FeedTypes.All)}.";
        }

        if (settings.Payload is { } payload && !Enum.IsDefined(payload))
        {
            errors["payload"] = "must be thin or full.";
        }

        if (settings.MaxPerSecond is < 1 or > MaxPerSecond)
        {
            errors["maxPerSecond"] = $"must be a whole number from 1 to {MaxPerSecond}.";
        }

        return errors.ToImmutable();
    }

    /// <summary>One sentence; null when the URL may be used.</summary>
    public static string? OfUrl(string text, EndpointOptions options)
    {
        if (text.Length > MaxUrl)
        {
            return $"must have at most {MaxUrl} characters.";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || text.Any(char.IsControl) || text.Contains(' ', StringComparison.Ordinal))
        {
            return "must be a URL such as https://example.com/hooks.";
        }

        if (url.Scheme is not ("https" or "http"))
        {
            return $"must begin with https://, not {url.Scheme}:.";
        }

        if (url.Host.Length == 0)
        {
            return "must have a host, as in https://example.com/hooks.";
        }

        if (url.UserInfo.Length > 0)
        {
            return "must not carry a user name or password. Requests are signed instead.";
        }

        if (text.Contains('#', StringComparison.Ordinal))
        {
            return "must not have a fragment: leave out # and what follows it.";
        }

        if (options.Allows(url.Host, url.Port))
        {
            return null;
        }

        if (url.Scheme == "http")
        {
            return "must begin with https://. Whoever runs this service can allow http for a host with Webhooks__AllowedHosts.";
        }

        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !AddressRule.IsPublic(address) || IsLocalName(url.IdnHost)
            ? "must lead to a host on the public internet. Whoever runs this service can allow others with Webhooks__AllowedHosts."
            : null;
    }

    private static bool IsLocalName(string host) =>
        host.TrimEnd('.') is var name && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
}
