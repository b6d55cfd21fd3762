using Jobvite.Transport;
using Jobvite.WebFrontend.Console;
using Jobvite.WebFrontend.Console.Access;
using Jobvite.WebFrontend.Console.Trouble;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Puts the REST front and the console into a host that offers an <see cref="IGrainFactory"/>: a cluster client, or a silo in the same process.</summary>
public static class FrontendHosting
{
    /// <summary>
    /// Registers authentication, problem details, OpenAPI, rate limits, health checks, options and metrics. Settings are read when
    /// the host starts, which fails with a message that names the variable when one cannot be used.
    /// </summary>
    public static WebApplicationBuilder AddJobviteFrontend(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddSecretFiles();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddFrontendSettings();

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer().AddConsoleSignIn(builder.Configuration);
        services.AddSingleton<TokenIssuers>();
        services.AddSingleton<TokenJudge>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenValidation>();
        services.AddAuthorizationBuilder()
            .AddPolicy(TenantAccess.Policy, p => p.RequireAuthenticatedUser().AddRequirements(new TenantAccess()))
            .AddPolicy(OperatorEndpoints.Policy, p => p.RequireAuthenticatedUser().AddRequirements(new OperatorAccess()));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalWriter>();
        services.AddSingleton<ClusterGrains>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<FrontendSettings>>((cors, settings) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(JwtSettings.List(settings.Value.CorsOrigins))
            .WithMethods("GET", "POST", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "If-None-Match", "Last-Event-ID")
            .WithExposedHeaders("ETag", "Retry-After", "Location", "Content-Disposition", "Jobvite-Read-At", "Jobvite-Feed-Cursor")));

        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddRateLimiter(limits => limits
            .AddPolicy<string, TenantRateLimit>(TenantEndpoints.RateLimit)
            .AddPolicy<string, StreamLimit>(StreamLimit.Name));
        services.AddSingleton<ExportStream>();
        services.AddSingleton<RunWatches>();
        services.AddSingleton<ChangeWatches>();
        services.AddSingleton<ChangeWaiting>();
        services.AddSingleton<ChangeEvents>();
        services.AddRequestTimeouts();
        services.AddSingleton<IConfigureOptions<RequestTimeoutOptions>, RequestTimeouts>();
        services.AddHealthChecks();
        services.ConfigureHttpJsonOptions(json => PayloadJson.Configure(json.SerializerOptions));
        services.AddFrontendOpenApi();
        services.AddHtmlCompression();
        services.AddConsole();
        builder.AddFrontendMetrics();

        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ServerLimits>();
        services.AddWebhooks();
        builder.KeepPathsOutOfLogs();
        return builder;
    }

    /// <summary>Adds the middleware and maps every endpoint of the REST contract and every page of the console. Call once, after the host's own middleware.</summary>
    public static WebApplication MapJobviteFrontend(this WebApplication app)
    {
        app.UseLastHandler();
        app.UseSecurityHeaders();
        app.UseHtmlCompression();
        app.UseForwardedHeaders();
        app.UseMetricsGate();
        app.UsePublicAddress();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(StatusProblems.Write);
        app.UseRouting();
        // Pages and webhooks are for nobody's scripts but our own.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api => api.UseCors());
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseFormGuard();

        app.MapConfiguration();
        app.MapSetupLinks();
        app.MapSync();
        app.MapJobs();
        app.MapCandidates();
        app.MapDocuments();
        app.MapErasure();
        app.MapOnboarding();
        app.MapChanges();
        app.MapWebhookEndpoints();
        app.MapExport();
        app.MapAudit();
        app.MapWebhookLog();
        app.MapOperators();
        app.MapWebhooks();
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApiPages();
        LandingPage.Map(app);
        app.MapConsole();
        return app;
    }

    private static void AddFrontendSettings(this IServiceCollection services)
    {
        services.AddSettings<FrontendSettings>(FrontendSettings.Section);
        services.AddSingleton<IValidateOptions<FrontendSettings>, FrontendSettingsValidator>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, ProxySettings>();

        services.AddSettings<JwtSettings>("Jwt")
            .Configure<IConfiguration>((jwt, configuration) =>
                (jwt.SecretKey, jwt.PreviousKeys) = (configuration[JwtSettings.SecretKeyVariable], configuration[JwtSettings.PreviousKeysVariable]));
        services.AddSingleton<IValidateOptions<JwtSettings>, JwtSettingsValidator>();
    }

    /// <summary>ASP.NET logs paths and query strings at Information; ours hold ids and e-mail addresses.</summary>
    private static void KeepPathsOutOfLogs(this WebApplicationBuilder builder)
    {
        foreach (var category in (ReadOnlySpan<string>)["Hosting.Diagnostics", "Routing", "Authentication", "Authorization", "Http.Result", "StaticFiles", "HttpLogging", "Antiforgery", "Components"])
        {
            builder.Logging.AddFilter($"Microsoft.AspNetCore.{category}", LogLevel.Warning);
        }

        // It logs an error, with a trace, for everything that goes wrong at the authority; SignInTrouble says it in one line.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
    }
}
