using System.Net;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Alone, and apart from <see cref="MetricsTests"/>: the host that ends here would close the series that both share.</summary>
[Collection(nameof(MetricsPortTests))]
[CollectionDefinition(nameof(MetricsPortTests), DisableParallelization = true)]
public sealed class MetricsPortTests
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task Figures_with_a_port_of_their_own_are_there_and_nothing_else()
    {
        var port = FreePort();
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Metrics:Port"] = $"{port}", ["urls"] = "http://127.0.0.1:0" });
        await host.InitializeAsync();
        using var own = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };

        Assert.Equal(HttpStatusCode.OK, (await own.Get("/metrics")).StatusCode);
        await own.Get($"{Root}/config").Problem(HttpStatusCode.NotFound);
        await host.Anonymous.Get("/metrics").Problem(HttpStatusCode.NotFound);
        await host.Anonymous.Get($"{Root}/config").Problem(HttpStatusCode.Unauthorized);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
