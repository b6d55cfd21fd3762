using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Jobvite.WebFrontend;

/// <summary>The contract as a machine reads it, and the page on which a person does.</summary>
internal static class OpenApiSetup
{
    private const string Scheme = "bearer";

    public static void AddFrontendOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Complete);
        options.AddSchemaTransformer(SchemaShapes.Refine);
        options.AddDocumentTransformer(SchemaShapes.Simplify);
    });

    public static void MapOpenApiPages(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        // Everything from this process: the page asks no other host for its script, its fonts or an assistant.
        app.MapScalarApiReference("/scalar", options => options
                .WithTitle("Jobvite.Orleans")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .DisableDefaultFonts()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry()
                .AddPreferredSecuritySchemes(Scheme)
                .ShowDeveloperTools = DeveloperToolsVisibility.Never)
            .AllowAnonymous();
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Jobvite.Orleans",
            Version = "v1",
            Description = "Connects tenants' Jobvite accounts, syncs jobs, candidates and onboarding, and answers queries about them. "
                + "Errors are problem details (RFC 9457) that also carry `error`, and where it helps `details` and `troubleshooting`.",
        };
        // Without the setting the server that the document came from: the address of this process is seldom the one that readers use.
        var settings = context.ApplicationServices.GetRequiredService<IOptions<FrontendSettings>>().Value;
        document.Servers = [new() { Url = settings.PublicBaseUrl?.TrimEnd('/') ?? "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = $"Claims: `{TenantAccess.TenantClaim}` (required), `{TenantAccess.ScopeClaim}` "
                + $"(`{TenantAccess.ReadScope}` for GET, `{TenantAccess.ManageScope}` for everything else; without the claim, both).",
        };
        return Task.CompletedTask;
    }

    private static async Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            ParameterShapes.Refine(parameter);
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken);
        context.Document?.AddComponent(nameof(ProblemBody), problem);
        operation.Responses ??= [];
        Answer("500", "The service failed.");
        Answer("503", "The service is busy or restarting; Retry-After says when to come back.");

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.Contains(ProblemMetadata.BesideOwn))
        {
            operation.Responses["400"].Content![Problem.MediaType] = OfProblem();
        }

        if (metadata.Contains(SignedBody.Metadata))
        {
            Sign(operation);
        }

        if (metadata.OfType<SingleAnswer.Tagged>().Any())
        {
            Tag(operation);
        }

        if (!metadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security = [];
        }
        else
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            Answer("401", "No valid bearer token.");
            Answer("403", "The token names no tenant, or lacks the scope.");
            Answer("429", "Too many requests; Retry-After says when to come back.");
        }

        void Answer(string status, string description) => operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem.MediaType] = OfProblem(),
            },
        });

        OpenApiMediaType OfProblem() => new() { Schema = new OpenApiSchemaReference(nameof(ProblemBody), context.Document) };
    }

    private static void Sign(OpenApiOperation operation)
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = WebhookReceiver.SignatureHeader,
            In = ParameterLocation.Header,
            Required = true,
            Description = "Base64 of the HMAC-SHA256 of the raw body with the company's signing key.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"The event as Jobvite sends it, at most {WebhookReceiver.MaxBodyBytes} bytes.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() } },
            },
        };
    }

    private static void Tag(OpenApiOperation operation)
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = HeaderNames.IfNoneMatch,
            In = ParameterLocation.Header,
            Description = "The ETag of an earlier answer: 304 when nothing has changed since.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        foreach (var answer in operation.Responses!.Where(one => one.Key is "200" or "304").Select(one => one.Value).OfType<OpenApiResponse>())
        {
            answer.Headers = new Dictionary<string, IOpenApiHeader>
            {
                [HeaderNames.ETag] = Header("Tells this answer from others."),
                [SingleAnswer.ReadAtHeader] = Header("When the record was last read at Jobvite; of records only."),
            };
        }

        static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
