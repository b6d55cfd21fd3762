using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Which addresses customers' URLs may lead to: those of the public internet and no others, in whatever form they are written. Pure.
/// </summary>
internal static class AddressRule
{
    private static readonly IPNetwork[] Refused =
    [
        // Unspecified, private (RFC 1918), shared (CGNAT), loopback, link-local with the clouds' metadata, protocol assignments, documentation, relays
        // of 6to4, benchmarks, multicast, reserved with broadcast.
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),

        // Teredo, benchmarks and other assignments; documentation. All that is not global unicast is refused below.
        .. Networks("2001::/23", "2001:db8::/32", "3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether this service may connect to it for a customer.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Refused.Any(network => network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.Contains(address));
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Nat64.Contains(address))
        {
            return IsPublic(new IPAddress(bytes[12..]));
        }

        if (!GlobalUnicast.Contains(address) || Refused.Any(network => network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 && network.Contains(address)))
        {
            return false;
        }

        if (SixToFour.Contains(address))
        {
            return IsPublic(new IPAddress(bytes[2..6]));
        }

        // ISATAP: the address within the local network is the end of it.
        return (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) & 0xFDFFFFFF) != 0x00005EFE || IsPublic(new IPAddress(bytes[12..]));
    }

    private static IEnumerable<IPNetwork> Networks(params string[] texts) => texts.Select(text => IPNetwork.Parse(text));
}
