using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend;

/// <summary>The log of what arrived, and putting events back into the queue.</summary>
internal static class WebhookLogEndpoints
{
    private const string Webhook = "webhook";
    private const string Replayable = "webhook that can be replayed";

    public static void MapWebhookLog(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite/webhooks", "Webhook log");

        group.MapGet("", List)
            .WithName("listWebhooks")
            .WithSummary("Webhooks that arrived, newest first")
            .Produces<WebhookPage>()
            .Problems(400, 404);
        group.MapGet("/{id}", Show)
            .WithName("getWebhook")
            .WithSummary("One webhook with its payload and attempts")
            .ProducesSingle<WebhookDetailItem>()
            .Problems(404);
        group.MapPost("/{id}/replay", Replay)
            .WithName("replayWebhook")
            .WithSummary("Put one webhook back into the queue")
            .Produces<ReplayAnswer>()
            .Problems(404);
        group.MapPost("/replay", ReplayMany)
            .WithName("replayWebhooks")
            .WithSummary("Put every webhook that matches back into the queue")
            .WithDescription("Dead ones, unless `status` says otherwise.")
            .Produces<ReplayAnswer>()
            .Problems(400, 404);
    }

    private static async Task<Ok<WebhookPage>> List(
        CompanyScope scope, [AsParameters] WebhookQuery query, [AsParameters] PageQuery page, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, wanted) = (query.Read(errors), page.Read(errors));
        errors.ThrowIfAny();
        var found = await scope.Records.ListWebhooks(filter, wanted, cancellationToken);
        return TypedResults.Ok(new WebhookPage([.. found.Items.Select(w => new WebhookItem(w))], Pagination.Of(found)));
    }

    private static async Task<IResult> Show(CompanyScope scope, string id, CancellationToken cancellationToken)
    {
        if (await scope.Records.GetWebhook(PathId.Guid(id, Webhook), cancellationToken) is not { } detail)
        {
            return Problem.NotFound(Webhook);
        }

        if (!detail.Payload.IsDefaultOrEmpty)
        {
            await RawReads.Note(scope, Webhook, $"{detail.Event.Id}");
        }

        return SingleAnswer.Of(new WebhookDetailItem(detail));
    }

    private static async Task<IResult> Replay(CompanyScope scope, string id, CancellationToken cancellationToken) =>
        await scope.Tenant.ReplayWebhook(PathId.Guid(id, Replayable), scope.Caller, cancellationToken)
            ? TypedResults.Ok(new ReplayAnswer(true, "Webhook queued again", 1))
            : Problem.NotFound(Replayable);

    private static async Task<Ok<ReplayAnswer>> ReplayMany(CompanyScope scope, JsonBody<ReplayRequest> body, CancellationToken cancellationToken)
    {
        var count = await scope.Tenant.ReplayWebhooks(body.Value.Read(), scope.Caller, cancellationToken);
        return TypedResults.Ok(new ReplayAnswer(true, count == 1 ? "1 webhook queued again" : $"{count} webhooks queued again", count));
    }
}
