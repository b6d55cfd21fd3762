using System.Net;
using Jobvite.Sandbox;
using Jobvite.Silo;
using Jobvite.Telemetry;
using Jobvite.WebFrontend;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Serilog;

namespace Jobvite.Standalone;

/// <summary>Silo and front end in one host.</summary>
internal static class StandaloneHost
{
    private const string DefaultUrl = "http://localhost:5080";

    // The first sync spends nearly all of the 15 requests that Jobvite allows a minute. Whoever tries the stand-in should see a webhook
    // followed at once; whoever sets the variable sees the real pace.
    private const string PerMinute = "Jobvite:RequestBudget:PerMinute";
    private const string SandboxPerMinute = "120";

    /// <summary>Builds the host; nothing has started yet.</summary>
    /// <param name="data">Where everything is kept.</param>
    /// <param name="secrets">What the environment does not set.</param>
    /// <param name="sandbox">The stand-in that takes the place of Jobvite's staging system; null for the real one.</param>
    /// <param name="logger">The log files; the caller closes them.</param>
    public static WebApplication Build(DataDirectory data, LocalSecrets secrets, SandboxServer? sandbox, Serilog.ILogger logger)
    {
        // The working directory is the user's: settings files that happen to lie there are not ours.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(secrets.Missing(builder.Configuration));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DatabasePath"] = data.DatabasePath });
        if (sandbox is not null)
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["JOBVITE_V2_BASE_URL_STAGE"] = sandbox.V2BaseUrl.ToString(),
                ["JOBVITE_ONBOARDING_BASE_URL_STAGE"] = sandbox.OnboardingBaseUrl.ToString(),
                [PerMinute] = builder.Configuration[PerMinute] ?? SandboxPerMinute,
            });
        }

        builder.Services.AddSerilog(logger);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.AddJobviteSilo(isAlone: true);
        builder.AddJobviteFrontend();
        builder.AddServiceTelemetry("jobvite-standalone");
        var app = builder.Build();
        app.MapJobviteFrontend();
        return app;
    }

    /// <summary>Where a person on this machine reaches the started host.</summary>
    public static Uri UrlOf(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var url = new UriBuilder(address.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal));
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
        {
            url.Host = "localhost";
        }

        return url.Uri;
    }
}
