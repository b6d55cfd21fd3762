using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Jobvite.Silo.Clustering;

/// <summary>The address at which other silos and front ends reach this one.</summary>
internal static class AdvertisedAddress
{
    /// <summary>An address, or the first address of a host name; null when it is neither.</summary>
    public static IPAddress? Parse(string text)
    {
        try
        {
            return IPAddress.TryParse(text, out var address) ? address
                : First(Dns.GetHostAddresses(text));
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The address of the machine's name, as in a container or pod; the loopback address when the name has none.</summary>
    public static IPAddress OfThisMachine() => Parse(Dns.GetHostName()) ?? IPAddress.Loopback;

    public static bool IsOfThisMachine(IPAddress address) => IPAddress.IsLoopback(address)
        || NetworkInterface.GetAllNetworkInterfaces().Any(network => network.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)));

    /// <summary>IPv4 first, as Orleans does.</summary>
    private static IPAddress? First(IPAddress[] addresses) =>
        Array.Find(addresses, address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
}
