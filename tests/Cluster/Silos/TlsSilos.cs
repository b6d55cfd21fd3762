using System.Diagnostics;
using System.Net;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Silo;
using Jobvite.WebFrontend;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>Two silos that talk TLS, with the certificates that <c>scripts/dev-certificates</c> makes.</summary>
public sealed class TlsSilos(PostgresServer server) : IAsyncLifetime
{
    private readonly DirectoryInfo _certificates = Directory.CreateTempSubdirectory("jobvite-tls-");
    private readonly List<IHost> _hosts = [];
    private string _connectionString = "";

    internal LogLines Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        await MakeCertificates();
        _connectionString = await server.CreateDatabase();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var silo = Silo("silo", Log);
            _hosts.Add(silo);
            await silo.StartAsync();
        }
    }

    /// <summary>A silo, not started.</summary>
    /// <param name="certificate"><c>silo</c>, <c>front</c> or null for no TLS.</param>
    /// <param name="log">Where it writes.</param>
    internal IHost Silo(string? certificate, LogLines log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(Settings(certificate, new()
        {
            ["Orleans:AdvertisedAddress"] = IPAddress.Loopback.ToString(),
            ["Orleans:AllowPlainText"] = $"{certificate is null}",
            ["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(new byte[32]),
        }));
        builder.Logging.AddProvider(log);
        builder.AddJobviteSilo();
        builder.Services.Configure<ClusterMembershipOptions>(options => options.MaxJoinAttemptTime = TimeSpan.FromSeconds(8));
        return builder.Build();
    }

    /// <summary>A front end's client, not started.</summary>
    internal WebApplication Front(string? certificate, LogLines log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(Settings(certificate, []));
        builder.Logging.AddProvider(log);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddClusterClient();
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = false);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.StopAsync()));
        _hosts.ForEach(host => host.Dispose());
        _certificates.Delete(recursive: true);
    }

    private Dictionary<string, string?> Settings(string? certificate, Dictionary<string, string?> settings)
    {
        settings["ConnectionStrings:Jobvite"] = _connectionString;
        if (certificate is not null)
        {
            settings["Orleans:Tls:CertificatePath"] = Path.Combine(_certificates.FullName, certificate + ".pem");
            settings["Orleans:Tls:KeyPath"] = Path.Combine(_certificates.FullName, certificate + ".key");
            settings["Orleans:Tls:CaPath"] = Path.Combine(_certificates.FullName, "ca.pem");
        }

        return settings;
    }

    private async Task MakeCertificates()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!root.EnumerateFiles("*.sln").Any())
        {
            root = root.Parent!;
        }

        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root.FullName, "scripts", "dev-certificates"), _certificates.FullName])
        {
            RedirectStandardOutput = true,
        })!;
        await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
    }
}
