using System.ComponentModel.DataAnnotations;

namespace Jobvite.Grains.Endpoints;

/// <summary>What whoever runs the service allows customers' endpoints.</summary>
internal sealed class EndpointOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Hosts, comma-separated, each with or without a port, to which changes are sent although they are private, and over http too.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>How long a request may take in all.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a silo looks for endpoints that have something to send.</summary>
    internal TimeSpan Look { get; set; } = TimeSpan.FromSeconds(1);

    private (string Host, int? Port)[]? _allowed;

    public bool Allows(string host, int port)
    {
        var name = host.Trim('[', ']');
        return (_allowed ??= [.. Entries().Select(Read).OfType<(string, int?)>()]).Any(entry =>
            string.Equals(entry.Host, name, StringComparison.OrdinalIgnoreCase) && (entry.Port is null || entry.Port == port));
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Entries()
        .Where(entry => Read(entry) is null)
        .Select(entry => new ValidationResult(
            $"Set Webhooks__AllowedHosts to hosts or host:port, comma-separated, such as hooks.internal,10.0.0.5:8080. '{entry}' is neither.", [nameof(AllowedHosts)]));

    private string[] Entries() => AllowedHosts?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static (string Host, int? Port)? Read(string entry)
    {
        // Port 0 stands for none: no request has it.
        var isBareAddress = !entry.StartsWith('[') && entry.Count(c => c == ':') > 1;
        return Uri.TryCreate($"http://{(isBareAddress ? $"[{entry}]" : entry)}", UriKind.Absolute, out var uri)
            && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" } && uri.Host.Length > 0 && !entry.Contains('/', StringComparison.Ordinal)
                ? (uri.Host.Trim('[', ']'), uri.IsDefaultPort && !entry.EndsWith(":80", StringComparison.Ordinal) ? null : uri.Port)
                : null;
    }
}
