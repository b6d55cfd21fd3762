using System.Net;
using System.Net.Sockets;

namespace Jobvite.Silo.Clustering;

/// <summary>Finds ports that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>
    /// Takes <paramref name="count"/> different free ports of the loopback address. They are free again on return; Orleans takes fixed
    /// ports only, so another process may still be faster, and then the start-up says so.
    /// </summary>
    public static int[] Find(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
