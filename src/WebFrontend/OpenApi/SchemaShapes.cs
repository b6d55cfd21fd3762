using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Jobvite.WebFrontend;

/// <summary>What generators of clients stumble over is said in another way.</summary>
internal static class SchemaShapes
{
    public static Task Refine(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // Without a connection the answer is { "connected": false } and nothing else.
        if (context.JsonTypeInfo.Type == typeof(ConfigurationItem))
        {
            schema.Required = new HashSet<string> { "connected" };
        }
        else if (context.JsonTypeInfo.Type == typeof(CandidateItem))
        {
            // Those that repeat the newest application are computed, and a computed member cannot be marked as required.
            schema.Required = new HashSet<string>(schema.Properties!.Keys);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// "Null, or any JSON" would match null twice: any JSON is null too. And an object of which nothing is said is taken for one that is always
    /// empty.
    /// </summary>
    public static Task Simplify(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
            {
                if (property is OpenApiSchema { OneOf: { Count: > 0 } choices } && choices.OfType<OpenApiSchemaReference>().FirstOrDefault(IsAnyJson) is { } any)
                {
                    schema.Properties![name] = new OpenApiSchema { Description = any.Description };
                }
                else if (property is OpenApiSchema { Properties: null or { Count: 0 }, AdditionalProperties: null } open && open.Type?.HasFlag(JsonSchemaType.Object) == true)
                {
                    open.AdditionalProperties = new OpenApiSchema();
                }
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsAnyJson(OpenApiSchemaReference reference) => reference.Reference.Id == nameof(JsonElement);
}
