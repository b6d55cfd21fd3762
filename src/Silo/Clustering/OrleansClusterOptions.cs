using System.Net;
using Microsoft.Extensions.Options;

namespace Jobvite.Silo.Clustering;

/// <summary>The silo's place in its cluster; section <c>Orleans</c>.</summary>
public sealed class OrleansClusterOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Orleans";

    /// <summary>Which silos belong together.</summary>
    public string ClusterId { get; set; } = "jobvite";

    /// <summary>Names the stored grain state and reminders: changing it makes the service forget them.</summary>
    public string ServiceId { get; set; } = "jobvite";

    /// <summary>Between silos; 1–65535, null for a free one.</summary>
    public int? SiloPort { get; set; }

    /// <summary>For clients of the cluster; 1–65535, null for a free one.</summary>
    public int? GatewayPort { get; set; }

    /// <summary>Where other silos and front ends reach this one; null for the address of the machine's name. Not used on SQLite.</summary>
    public IPAddress? AdvertisedAddress { get; set; }

    /// <summary>The operator says that only this cluster's processes can reach the two ports, so that they need no TLS.</summary>
    public bool AllowPlainText { get; set; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="OptionsValidationException">A value is not allowed; the message names the variable.</exception>
    internal static OrleansClusterOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var failures = new List<string>();
        var options = new OrleansClusterOptions
        {
            ClusterId = section[nameof(ClusterId)] ?? "jobvite",
            ServiceId = section[nameof(ServiceId)] ?? "jobvite",
            SiloPort = Port(section, nameof(SiloPort), failures),
            GatewayPort = Port(section, nameof(GatewayPort), failures),
            AdvertisedAddress = Address(section, failures),
            AllowPlainText = Flag(section, nameof(AllowPlainText), failures),
        };

        CheckId(options.ClusterId, nameof(ClusterId), failures);
        CheckId(options.ServiceId, nameof(ServiceId), failures);
        if (options.SiloPort is { } port && port == options.GatewayPort)
        {
            failures.Add($"Orleans__SiloPort and Orleans__GatewayPort are both {port}; they must differ.");
        }

        return failures.Count == 0 ? options : throw new OptionsValidationException(Section, typeof(OrleansClusterOptions), failures);
    }

    private static bool Flag(IConfigurationSection section, string name, List<string> failures)
    {
        var text = section[name];
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        if (!bool.TryParse(text, out var value))
        {
            failures.Add($"Orleans__{name} is '{text}'; it must be true or false.");
        }

        return value;
    }

    private static int? Port(IConfigurationSection section, string name, List<string> failures)
    {
        var text = section[name];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (int.TryParse(text, out var port) && port is >= 1 and <= 65535)
        {
            return port;
        }

        failures.Add($"Orleans__{name} is '{text}'; it must be a port number from 1 to 65535, or unset for a free one.");
        return null;
    }

    private static IPAddress? Address(IConfigurationSection section, List<string> failures)
    {
        var text = section[nameof(AdvertisedAddress)];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var address = Clustering.AdvertisedAddress.Parse(text.Trim());
        if (address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            failures.Add($"Orleans__AdvertisedAddress is '{text}'; it must be the IP address or host name at which the other silos and the front ends reach this one, or unset for the address of this machine's name.");
            return null;
        }

        return address;
    }

    private static void CheckId(string id, string name, List<string> failures)
    {
        if (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            failures.Add($"Orleans__{name} must be 1 to 64 letters, digits, '-' or '_'.");
        }
    }
}
