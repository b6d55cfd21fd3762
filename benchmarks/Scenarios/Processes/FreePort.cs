using System.Net;
using System.Net.Sockets;

namespace Jobvite.Benchmarks.Processes;

internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that is free now and was not given before.</summary>
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.Add(port))
            {
                return port;
            }
        }
    }
}
