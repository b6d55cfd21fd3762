namespace Jobvite.WebFrontend.Console.Records;

/// <summary>What the lists' links to an export download.</summary>
internal static class ExportConsoleEndpoints
{
    public const string Prefix = $"{ConsolePage.DataPrefix}/export";

    public static void Map(IEndpointRouteBuilder routes) => ExportEndpoints.MapTo(routes.MapConsoleGroup().MapGroup("/export"), endpoint => endpoint.Add(builder =>
    {
        // The API's endpoints have these names.
        foreach (var name in builder.Metadata.Where(one => one is IEndpointNameMetadata).ToList())
        {
            builder.Metadata.Remove(name);
        }

        builder.Metadata.Add(LooseFilters.Instance);
    }));
}
