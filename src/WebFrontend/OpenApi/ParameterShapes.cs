using Jobvite.Grains.Interfaces;
using Microsoft.OpenApi;

namespace Jobvite.WebFrontend;

/// <summary>
/// What query parameters look like. The handlers take them as text, to answer a wrong one with a sentence; the document says
/// what is right.
/// </summary>
internal static class ParameterShapes
{
    public static void Refine(OpenApiParameter parameter)
    {
        if (parameter.In != ParameterLocation.Query || parameter.Name is not { } name)
        {
            return;
        }

        parameter.Name = NameOf(name);
        parameter.Schema = parameter.Name switch
        {
            "page" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Default = 1 },
            "pageSize" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = 25 },
            "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000", Default = 100 },
            "wait" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0", Maximum = "30", Default = 0 },
            "include" => Words(["raw"]),
            "kind" => Words(Enum.GetValues<SyncKind>().Select(EnumText.Of)),
            "source" => Words(Enum.GetValues<WebhookSource>().Select(EnumText.Of)),
            "signatureValid" or "processed" or "includeDeleted" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            "startDate" or "endDate" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            "updatedSince" or "updatedUntil" or "createdSince" or "dateFrom" or "dateTo" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            _ => parameter.Schema,
        };
    }

    /// <summary>Names come from C# properties; the contract writes them in camel case, and binding ignores case.</summary>
    public static string NameOf(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    private static OpenApiSchema Words(IEnumerable<string> words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(w => System.Text.Json.Nodes.JsonValue.Create(w)!)],
    };
}
