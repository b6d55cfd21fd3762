using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
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
            Description = "Connects tenants' Jobvite accounts, keeps jobs, candidates and onboarding in step, and answers queries about them. "
                + "Errors are problem details (RFC 9457) that also carry `error`, and where it helps `details` and `troubleshooting`.",
        };
        // The address of this process is seldom the one that readers use.
        document.Servers?.Clear();
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

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
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
                [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemBody), context.Document) },
            },
        });
    }
}
