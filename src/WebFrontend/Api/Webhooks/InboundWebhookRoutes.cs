using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>The paths of <see cref="WebhookReceiver"/>.</summary>
internal static class InboundWebhookRoutes
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookAdmission>();
        services.AddSingleton<ConnectedCompanies>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectedCompanies>());
        services.AddSingleton<WebhookReceiver>();
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        // Straight from the path to the receiver: who calls is proved by the signature, so there is no token, cookie, form or tenant's limit
        // to look at, and how long a call may take is the cluster's affair. What lies in between was a third of a refused webhook (measured).
        var group = routes.MapGroup("/webhooks/jobvite/{companyId}").AllowAnonymous().WithTags("Webhooks");
        group.ShortCircuit();

        // Services are asked for once and not for each request, which would need a scope of its own. Not before the host has started either.
        var receiver = new Lazy<WebhookReceiver>(routes.ServiceProvider.GetRequiredService<WebhookReceiver>);
        foreach (var source in Enum.GetValues<WebhookSource>())
        {
            group.MapPost($"/{EnumText.Of(source)}", (HttpContext http, string companyId) => receiver.Value.Receive(source, http, companyId))
                .WithName($"receive{source}Event")
                .WithMetadata(SignedBody.Metadata)
                .WithSummary($"Take a {EnumText.Of(source)} event from Jobvite")
                .WithDescription($"Signed with the header {WebhookReceiver.SignatureHeader}: Base64 of the HMAC-SHA256 of the raw body. The answer 200 means that the event is durable.")
                .Produces<WebhookTaken>()
                .Produces<WebhookRefused>(401)
                .Problems(400, 404, 408, 413, 415, 429, 503);
        }
    }
}
