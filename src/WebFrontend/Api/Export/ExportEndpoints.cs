using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend;

/// <summary>Everything of a kind in one answer.</summary>
internal static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite/export", "Export");
        MapTo(group, builder => builder
            .WithDescription(
                "One JSON object a line (`format=ndjson`) as in the lists, or a table of their plain members (`format=csv`), from one snapshot and in no order that means "
                + "anything. The header `Jobvite-Feed-Cursor` names the place in the feed of changes at which it is exact. An answer that breaks off is not complete. "
                + "429 and 503: too many exports at once.")
            .Produces<Stream>(200, ExportStream.Ndjson, "text/csv")
            .Problems(400, 404));
    }

    /// <summary>Maps a path for each kind; the console has the same under its own.</summary>
    public static void MapTo(IEndpointRouteBuilder group, Action<RouteHandlerBuilder> complete)
    {
        foreach (var (kind, handler, summary) in new (ExportKind, Delegate, string)[]
        {
            (ExportKind.Jobs, Jobs, "All jobs that a filter leaves"),
            (ExportKind.Candidates, Candidates, "All candidates that a filter leaves, with their applications"),
            (ExportKind.Applications, Applications, "All applications, each by itself"),
            (ExportKind.Processes, Processes, "All onboarding processes that a filter leaves"),
            (ExportKind.Tasks, Tasks, "All onboarding tasks"),
        })
        {
            complete(group.MapGet($"/{EnumText.Of(kind)}", handler).WithName($"export{kind}").WithSummary(summary).WithMetadata(new DisableRequestTimeoutAttribute()));
        }
    }

    private static Task<IResult> Jobs(
        ExportStream stream, CompanyScope scope, [AsParameters] JobQuery query, [AsParameters] SinceQuery since, [AsParameters] ExportQuery export)
    {
        var errors = new InputErrors();
        var (filter, (format, raw)) = (query.Read(since, errors), export.Read(errors));
        errors.ThrowIfAny();
        var request = new ExportRequest { Kind = ExportKind.Jobs, IncludeRaw = raw, Jobs = filter };
        return stream.Write(scope, request, format, chunk => chunk.Jobs.Select(RecordItems.Of));
    }

    private static async Task<IResult> Candidates(
        ExportStream stream,
        CompanyScope scope,
        [AsParameters] CandidateQuery query,
        [AsParameters] SinceQuery since,
        [AsParameters] ExportQuery export,
        CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, (updated, created), (format, raw)) = (query.Read(errors), since.Read(errors), export.Read(errors));
        errors.ThrowIfAny();
        if (Guid.TryParseExact(filter.JobId, "D", out var own))
        {
            filter = filter with { JobId = await scope.Records.FindJobviteId(RecordKind.Job, own, cancellationToken) ?? filter.JobId };
        }

        var request = new ExportRequest { Kind = ExportKind.Candidates, IncludeRaw = raw, Candidates = filter with { UpdatedSince = updated, CreatedSince = created } };
        return await stream.Write(scope, request, format, chunk => chunk.Candidates.Select(RecordItems.Of));
    }

    private static Task<IResult> Applications(
        ExportStream stream, CompanyScope scope, [AsParameters] ExportFilter filter, [AsParameters] SinceQuery since, [AsParameters] ExportQuery export) =>
        Records(ExportKind.Applications, stream, scope, filter, since, export, chunk => chunk.Applications.Select(RecordItems.Of));

    private static Task<IResult> Processes(
        ExportStream stream, CompanyScope scope, [AsParameters] ProcessQuery query, [AsParameters] SinceQuery since, [AsParameters] ExportQuery export)
    {
        var errors = new InputErrors();
        var (filter, (updated, created), (format, raw)) = (query.Read(errors), since.Read(errors), export.Read(errors));
        errors.ThrowIfAny();
        var request = new ExportRequest { Kind = ExportKind.Processes, IncludeRaw = raw, Processes = filter with { UpdatedSince = updated, CreatedSince = created } };
        return stream.Write(scope, request, format, chunk => chunk.Processes.Select(RecordItems.Of));
    }

    private static Task<IResult> Tasks(
        ExportStream stream, CompanyScope scope, [AsParameters] ExportFilter filter, [AsParameters] SinceQuery since, [AsParameters] ExportQuery export) =>
        Records(ExportKind.Tasks, stream, scope, filter, since, export, chunk => chunk.Tasks.Select(RecordItems.Of));

    private static Task<IResult> Records<TItem>(
        ExportKind kind, ExportStream stream, CompanyScope scope, ExportFilter query, SinceQuery since, ExportQuery export, Func<ExportChunk, IEnumerable<TItem>> rows)
    {
        var errors = new InputErrors();
        var (filter, (updated, created), (format, raw)) = (query.Read(errors), since.Read(errors), export.Read(errors));
        errors.ThrowIfAny();
        var request = new ExportRequest { Kind = kind, IncludeRaw = raw, Records = filter with { UpdatedSince = updated, CreatedSince = created } };
        return stream.Write(scope, request, format, rows);
    }
}
