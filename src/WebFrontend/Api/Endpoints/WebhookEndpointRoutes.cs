using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend;

/// <summary>The addresses to which a company's changes are sent. Webhooks that come from Jobvite: <see cref="InboundWebhookRoutes"/>.</summary>
internal static class WebhookEndpointRoutes
{
    public const string Endpoint = "webhook endpoint";
    public const string Delivery = "delivery";

    private const string Root = "/api/integrations/jobvite/webhook-endpoints";
    private const string Tag = "Webhook endpoints";

    public static void MapWebhookEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup(Root, Tag);
        group.MapGet("", List)
            .WithName("listWebhookEndpoints")
            .WithSummary("Where changes are sent, and how it goes")
            .Produces<WebhookEndpointList>()
            .Problems(404);
        group.MapPost("", Create)
            .WithName("createWebhookEndpoint")
            .WithSummary("Have changes sent to an address")
            .WithDescription("""
                Sends what changes from now on, as [Standard Webhooks](https://www.standardwebhooks.com) has it. `secret` is in this answer and in no other. A
                company has at most 10 endpoints. Example: `{ "url": "https://example.com/hooks/jobvite", "types": ["application.*", "candidate.updated"] }`.
                """)
            .Produces<WebhookEndpointCreated>(StatusCodes.Status201Created)
            .Problems(400, 404, 409);
        group.MapGet("/{id}", Show)
            .WithName("getWebhookEndpoint")
            .WithSummary("One endpoint and how it is doing")
            .ProducesSingle<WebhookEndpointItem>()
            .Problems(404);
        group.MapPatch("/{id}", Update)
            .WithName("updateWebhookEndpoint")
            .WithSummary("Change an endpoint, disable it or enable it again")
            .WithDescription("What is left out stays. A disabled endpoint keeps its place; `{ \"enabled\": true, \"from\": \"now\" }` leaves out what changed meanwhile. The secret is changed by `secret/rotate`.")
            .Produces<WebhookEndpointItem>()
            .Problems(400, 404);
        group.MapDelete("/{id}", Delete)
            .WithName("deleteWebhookEndpoint")
            .WithSummary("Delete an endpoint with its deliveries")
            .Produces<WebhookEndpointDeleted>()
            .Problems(404);
        group.MapPost("/{id}/secret/rotate", RotateSecret)
            .WithName("rotateWebhookEndpointSecret")
            .WithSummary("Make a new secret for signatures")
            .WithDescription("Until the overlap ends, `webhook-signature` holds two signatures, one of each secret. `secret` is in this answer and in no other.")
            .Produces<EndpointSecretRotated>()
            .Problems(400, 404);
        group.MapPost("/{id}/test", Test)
            .WithName("testWebhookEndpoint")
            .WithSummary("Send one request of the type endpoint.test now")
            .WithDescription("Answers 200 with `success: false` when the endpoint did not take it. Works while the endpoint is disabled, too.")
            .Produces<EndpointTested>()
            .Problems(404);
        group.MapPost("/{id}/replay", Replay)
            .WithName("replayWebhookEndpoint")
            .WithSummary("Send the changes behind a cursor, or since a time, again")
            .WithDescription("Examples: `{ \"after\": \"<cursor>\" }`, `{ \"since\": \"2026-01-31T08:30:00Z\", \"missingOnly\": true }`. The requests carry the same `webhook-id` as before.")
            .Produces<ChangesReplayed>()
            .Problems(400, 404);
        group.MapGet("/{id}/deliveries", ListDeliveries)
            .WithName("listWebhookDeliveries")
            .WithSummary("What was sent to an endpoint or waits, newest change first")
            .Produces<ItemPage<DeliveryItem>>()
            .Problems(400, 404);
        group.MapGet("/{id}/deliveries/{deliveryId}", ShowDelivery)
            .WithName("getWebhookDelivery")
            .WithSummary("One delivery with its payload and attempts")
            .ProducesSingle<DeliveryDetailItem>()
            .Problems(404);
        group.MapPost("/{id}/deliveries/{deliveryId}/resend", Resend)
            .WithName("resendWebhookDelivery")
            .WithSummary("Send one change again as soon as possible")
            .Produces<ChangesReplayed>()
            .Problems(404);
    }

    /// <summary>What became of saving, where it was not saved; null where it was.</summary>
    public static Problem? ProblemOf(EndpointResult result) => result.Outcome switch
    {
        EndpointOutcome.Saved => null,
        EndpointOutcome.Invalid => Problem.Invalid(result.FieldErrors.ToDictionary(error => error.Key, error => new[] { error.Value })),
        EndpointOutcome.TooMany => new Problem(StatusCodes.Status409Conflict, $"This company has {IWebhookEndpointsGrain.MostEndpoints} webhook endpoints, and it can have no more.")
        {
            Troubleshooting = ["Delete one that is not needed any more, or have one endpoint take more types."],
        },
        _ => Problem.NotFound(Endpoint),
    };

    private static async Task<Ok<WebhookEndpointList>> List(CompanyScope scope, CancellationToken cancellationToken) =>
        TypedResults.Ok(new WebhookEndpointList([.. (await scope.WebhookEndpoints.List(scope.Caller, cancellationToken)).Select(one => new WebhookEndpointItem(one))]));

    private static async Task<IResult> Show(CompanyScope scope, string id, CancellationToken cancellationToken) =>
        await scope.WebhookEndpoints.Get(PathId.Guid(id, Endpoint), scope.Caller, cancellationToken) is { } endpoint
            ? SingleAnswer.Of(new WebhookEndpointItem(endpoint))
            : Problem.NotFound(Endpoint);

    private static async Task<IResult> Create(CompanyScope scope, JsonBody<CreateEndpointBody> body, CancellationToken cancellationToken)
    {
        var result = await scope.WebhookEndpoints.Create(body.Value.Read(), scope.Caller, cancellationToken);
        return result switch
        {
            { Outcome: EndpointOutcome.Saved, Endpoint: { } endpoint, Secret: { } secret } => TypedResults.Created($"{Root}/{endpoint.Id}", new WebhookEndpointCreated(endpoint, secret)),
            { Outcome: EndpointOutcome.NotFound } => Problem.NotConnected(),
            _ => ProblemOf(result)!,
        };
    }

    private static async Task<IResult> Update(CompanyScope scope, string id, JsonBody<UpdateEndpointBody> body, CancellationToken cancellationToken)
    {
        var result = await scope.WebhookEndpoints.Update(PathId.Guid(id, Endpoint), body.Value.Read(), scope.Caller, cancellationToken);
        return ProblemOf(result) as IResult ?? TypedResults.Ok(new WebhookEndpointItem(result.Endpoint!));
    }

    private static async Task<IResult> Delete(CompanyScope scope, string id, CancellationToken cancellationToken) =>
        await scope.WebhookEndpoints.Delete(PathId.Guid(id, Endpoint), scope.Caller, cancellationToken)
            ? TypedResults.Ok(new WebhookEndpointDeleted(true, "Webhook endpoint deleted"))
            : Problem.NotFound(Endpoint);

    private static async Task<IResult> RotateSecret(CompanyScope scope, string id, JsonBody<RotateSecretBody> body, CancellationToken cancellationToken)
    {
        var result = await scope.WebhookEndpoints.RotateSecret(PathId.Guid(id, Endpoint), body.Value.Read(), scope.Caller, cancellationToken);
        return ProblemOf(result) as IResult
            ?? TypedResults.Ok(new EndpointSecretRotated(true, "A new secret is in use. It is not shown again.", result.Secret!, result.Endpoint!.PreviousSecretUntil?.UtcDateTime));
    }

    private static async Task<IResult> Test(CompanyScope scope, string id, CancellationToken cancellationToken) =>
        await scope.WebhookEndpoints.Test(PathId.Guid(id, Endpoint), scope.Caller, cancellationToken) is { } attempt
            ? TypedResults.Ok(new EndpointTested(attempt.Succeeded, attempt.Succeeded ? "The endpoint took the test request" : "The endpoint did not take the test request", DeliveryAttemptItem.Of(attempt)))
            : Problem.NotFound(Endpoint);

    private static async Task<IResult> Replay(CompanyScope scope, string id, JsonBody<ReplayChangesBody> body, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.WebhookEndpoints.Replay(PathId.Guid(id, Endpoint), body.Value.Read(), scope.Caller, cancellationToken) is { } count
                ? TypedResults.Ok(new ChangesReplayed(true, count == 1 ? "1 change is sent again" : $"{count} changes are sent again", count))
                : Problem.NotFound(Endpoint);
        }
        catch (InvalidCursorException)
        {
            throw InputErrors.Of("after", "is not a cursor of this feed. Send since with a time instead.");
        }
    }

    private static async Task<IResult> ListDeliveries(
        CompanyScope scope, string id, [AsParameters] DeliveryQuery query, [AsParameters] PageQuery page, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, wanted) = (query.Read(errors), page.Read(errors));
        errors.ThrowIfAny();
        return await scope.WebhookEndpoints.ListDeliveries(PathId.Guid(id, Endpoint), filter, wanted, scope.Caller, cancellationToken) is { } found
            ? TypedResults.Ok(ItemPage.Of(found, one => new DeliveryItem(one)))
            : Problem.NotFound(Endpoint);
    }

    private static async Task<IResult> ShowDelivery(CompanyScope scope, string id, string deliveryId, CancellationToken cancellationToken) =>
        await scope.WebhookEndpoints.GetDelivery(PathId.Guid(id, Delivery), PathId.Guid(deliveryId, Delivery), scope.Caller, cancellationToken) is { } detail
            ? SingleAnswer.Of(new DeliveryDetailItem(detail))
            : Problem.NotFound(Delivery);

    private static async Task<IResult> Resend(CompanyScope scope, string id, string deliveryId, CancellationToken cancellationToken) =>
        await scope.WebhookEndpoints.Resend(PathId.Guid(id, Delivery), PathId.Guid(deliveryId, Delivery), scope.Caller, cancellationToken)
            ? TypedResults.Ok(new ChangesReplayed(true, "1 change is sent again", 1))
            : Problem.NotFound(Delivery);
}
