using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Connecting a company, looking at its settings, trying credentials, disconnecting.</summary>
internal static class ConfigurationEndpoints
{
    public static void MapConfiguration(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite", "Configuration");

        group.MapPost("/config", Configure)
            .MayWaitForJobvite()
            .WithName("configure")
            .WithSummary("Connect a company, or change its settings")
            .WithDescription("Credentials are tried against Jobvite first: refused, nothing is saved; unreachable, those of the tenant's own company are saved with a warning, and a company is not claimed: 503, and Retry-After says when to come back, as it does when our own budget has no request left. That a company belongs to another tenant (409) is said only to a caller whose credentials Jobvite has just accepted.")
            .Produces<ConfigureAnswer>()
            .Problems(400, 409);
        group.MapGet("/config", Show)
            .WithName("getConfiguration")
            .WithSummary("The settings, without secrets")
            .WithDescription("`{ \"connected\": false }` when no company is connected.")
            .Produces<ConfigurationItem>();
        group.MapPost("/test-connection", Test)
            .MayWaitForJobvite()
            .WithName("testConnection")
            .WithSummary("Try credentials against Jobvite")
            .WithDescription("With the fields of the configuration, or `{}` for the stored ones. Nothing is saved.")
            .Produces<ConnectionTestAnswer>()
            .Produces<ConnectionTestFailure>(400)
            .WithMetadata(ProblemMetadata.BesideOwn);
        group.MapPost("/disconnect", Disconnect)
            .MayWaitForJobvite()
            .WithName("disconnect")
            .WithSummary("Forget secrets and schedules")
            .WithDescription("Stored records are kept unless `deleteData` is true. Then nothing of the company is shown any more; deleting much goes on after the answer, which is 202.")
            .Produces<DisconnectAnswer>()
            .Produces<DisconnectAnswer>(202)
            .Problems(400, 404);
        group.MapPost("/keys/rotate", RotateKeys)
            .WithName("rotateKeys")
            .WithSummary("Make a new RSA pair for onboarding")
            .WithDescription("The former private key still decrypts until the next rotation.")
            .Produces<RotateKeysAnswer>()
            .Problems(404);
    }

    private static async Task<IResult> Configure(TenantScope tenant, JsonBody<ConfigureRequest> body, HttpContext http, CancellationToken cancellationToken)
    {
        var command = await NamedCompany.Require(http, tenant, body.Value.Read());
        var result = await tenant.Directory.Configure(command, tenant.Caller, cancellationToken);
        return result.Outcome switch
        {
            ConfigureOutcome.Saved => TypedResults.Ok(new ConfigureAnswer(
                true,
                result.Warning is null ? "Jobvite configuration saved" : "Jobvite configuration saved, with a warning",
                result.CompanyId,
                result.Warning,
                result.OurPublicRsaKey)),
            ConfigureOutcome.Invalid when result.FieldErrors.Count > 0 => Problem.Invalid(Listed(result.FieldErrors)),
            ConfigureOutcome.CompanyTaken => Refused(409, result, "This Jobvite company is connected by another tenant."),
            ConfigureOutcome.OtherCompanyConnected => Refused(409, result, "This tenant is connected to another Jobvite company. Disconnect it with deleteData: true first."),
            ConfigureOutcome.ChangedMeanwhile => Refused(409, result, "Somebody else has changed the settings meanwhile."),
            ConfigureOutcome.Deleting => Refused(409, result, "The records of this Jobvite company are being deleted; try again when that is done."),
            ConfigureOutcome.NotNow => Refused(503, result, "Nothing was saved; try again later."),
            _ => Refused(400, result, "Nothing was saved."),
        };
    }

    private static async Task<IResult> Show(TenantScope tenant, HttpRequest request, IOptions<FrontendSettings> settings)
    {
        var configuration = await tenant.FindCompany() is { } company
            ? await company.Tenant.GetConfiguration(tenant.Caller)
            : null;
        return configuration is null
            ? TypedResults.Ok(new NotConnected())
            : TypedResults.Ok(Items.Of(configuration, WebhookUrls.Of(WebhookUrls.BaseUrl(request, settings.Value), configuration.CompanyId)));
    }

    private static async Task<IResult> Test(TenantScope tenant, JsonBody<ConfigureRequest> body, CancellationToken cancellationToken)
    {
        var result = await tenant.Directory.TestConnection(body.Value.Read(), tenant.Caller, cancellationToken);
        EndpointCheckItem[] checks = [.. result.Checks.Select(Items.Of)];
        if (result.Success)
        {
            var of = result.Environment is { } environment ? $" for {EnvironmentName.Of(environment)} environment" : "";
            return TypedResults.Ok(new ConnectionTestAnswer(true, $"Connection successful{of}", checks, result.Warning));
        }

        var invalid = result.FieldErrors.Count > 0;
        return TypedResults.BadRequest(new ConnectionTestFailure(
            false,
            result.NetworkError,
            result.Error ?? (invalid ? "Some fields of the request are not valid; see errors." : "Jobvite did not accept the credentials."),
            result.Details,
            result.Troubleshooting,
            checks,
            invalid ? Listed(result.FieldErrors) : null));
    }

    private static async Task<IResult> Disconnect(TenantScope tenant, JsonBody<DisconnectRequest> body, CancellationToken cancellationToken)
    {
        var deleteData = body.Value.DeleteData;
        if (!await tenant.Directory.Disconnect(deleteData, tenant.Caller, cancellationToken))
        {
            return Problem.NotConnected();
        }

        if (!deleteData)
        {
            return TypedResults.Ok(new DisconnectAnswer(true, "Jobvite disconnected", DataDeleted: false));
        }

        return await tenant.Directory.GetDeletion() is null
            ? TypedResults.Ok(new DisconnectAnswer(true, "Jobvite disconnected and stored records deleted", DataDeleted: true))
            : TypedResults.Accepted(
                uri: (string?)null, new DisconnectAnswer(true, "Jobvite disconnected; the stored records are not shown any more and are being deleted", DataDeleted: false));
    }

    private static async Task<IResult> RotateKeys(CompanyScope scope, CancellationToken cancellationToken) =>
        await scope.Tenant.RotateKeys(scope.Caller, cancellationToken) is { } publicKey
            ? TypedResults.Ok(new RotateKeysAnswer(true, "A new key pair is in use; send the public key to Jobvite", publicKey))
            : Problem.NotConnected();

    private static Problem Refused(int status, ConfigureResult result, string otherwise) => new(status, result.Error ?? otherwise)
    {
        Details = result.Details,
        Troubleshooting = result.Troubleshooting,
        Errors = Listed(result.FieldErrors),
        RetryAfter = result.RetryAfter,
    };

    private static Dictionary<string, string[]> Listed(IReadOnlyDictionary<string, string> errors) =>
        errors.ToDictionary(e => e.Key, e => new[] { e.Value });
}
