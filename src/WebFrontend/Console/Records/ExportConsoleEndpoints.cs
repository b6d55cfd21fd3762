using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

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

        builder.Metadata.Add(ListFilters.Instance);
    }));
}

/// <summary>The filters of the console's lists: a part of a word will do, and days are days of the reader's time zone.</summary>
internal sealed class ListFilters : IExportFilters
{
    public static readonly ListFilters Instance = new();

    public ExportRequest Complete(HttpContext http, ExportRequest request)
    {
        var errors = new InputErrors();
        var (zone, query) = (ReaderZone.Of(http), http.Request.Query);
        var (updatedFrom, updatedUntil) = zone.Span(query, "updatedFrom", "updatedTo", errors);
        var (appliedFrom, appliedUntil) = zone.Span(query, "appliedFrom", "appliedTo", errors);
        errors.ThrowIfAny();
        return request with
        {
            Jobs = request.Jobs with { Loose = true, UpdatedSince = updatedFrom, UpdatedUntil = updatedUntil },
            Candidates = request.Candidates with { Loose = true, AppliedFrom = appliedFrom, AppliedUntil = appliedUntil },
            Processes = request.Processes with { Loose = true },
        };
    }
}
