using Microsoft.AspNetCore.Hosting.Server;

namespace Jobvite.Sandbox;

/// <summary>Puts the web server together. It reads no configuration: a host around it cannot move or change it by accident.</summary>
internal static class SandboxHost
{
    /// <param name="companies">Whom it plays.</param>
    /// <param name="memory">Takes the place of the network; null: listens.</param>
    public static WebApplication Build(CompanyDirectory companies, MemoryServer? memory = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (memory is not null)
        {
            builder.Services.AddSingleton<IServer>(memory);
        }
        else
        {
            builder.WebHost.UseKestrelCore().UseUrls(companies.First.Options.Urls);
            builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        }

        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();

        var app = builder.Build();
        var gate = new ApiGate(companies);
        app.UseRouting();
        app.UseWhen(
            static http => http.Request.Path.StartsWithSegments("/api/v2", StringComparison.OrdinalIgnoreCase),
            api => api.Use(next => http => gate.PassAsync(http, next)));
        var api = app.MapGroup("/api/v2");
        api.MapJobs();
        api.MapCandidates();
        api.MapOnboarding();
        app.MapAdmin(companies);
        app.MapDeadEnds();
        return app;
    }
}
