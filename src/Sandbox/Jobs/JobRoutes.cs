namespace Jobvite.Sandbox;

/// <summary><c>GET /job</c> and <c>GET /job/{id}</c>.</summary>
internal static class JobRoutes
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var mark = new EndpointMark(SandboxEndpoint.Job);
        api.MapGet("/job", static http => FindAsync(Exchange.Of(http))).WithMetadata(mark);
        api.MapGet("/job/{id}", static http => OneAsync(Exchange.Of(http), (string)http.GetRouteValue("id")!)).WithMetadata(mark);
    }

    private static Task FindAsync(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        if (query["ids"].ToString() is { Length: > 0 } ids)
        {
            return SomeAsync(exchange, ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        if (!query.ContainsKey("start") || !query.ContainsKey("count"))
        {
            exchange.Http.Response.Redirect("/api/v2/job?start=0&count=1");
            return Task.CompletedTask;
        }

        if (ListWindow.Parse(query, exchange.Quirks, exchange.Fault, out var problem) is not { } window)
        {
            return exchange.RefuseAsync(StatusCodes.Status400BadRequest, problem!);
        }

        var filter = new JobFilter(query);
        List<int> found = [.. exchange.World.Requisitions.Listed.Where(index => filter.Takes(exchange.World, index))];
        return found.Count == 0 && !filter.IsEmpty
            ? NothingMatches.SendAsync(exchange, exchange.Quirks.JobListName)
            : ListAsync(exchange, found, window);
    }

    private static Task SomeAsync(Exchange exchange, string[] ids)
    {
        List<int> found = [.. ids.Distinct().Select(exchange.World.Requisitions.Find).OfType<int>()];
        return found switch
        {
            [] => NotFoundAnswer.SendAsync(exchange, exchange.Quirks.JobListName, "Job not found."),
            [var only] => SingleAsync(exchange, only, exchange.Quirks.JobSingle ?? SingleForm.List),
            _ => ListAsync(exchange, found, new ListWindow(0, ListWindow.MostPerPage)),
        };
    }

    private static Task OneAsync(Exchange exchange, string id) => exchange.World.Requisitions.Find(id) is { } index
        ? SingleAsync(exchange, index, exchange.Quirks.JobSingle ?? SingleForm.Wrapped)
        : NotFoundAnswer.SendAsync(exchange, exchange.Quirks.JobListName, "Job not found.");

    private static Task SingleAsync(Exchange exchange, int index, SingleForm form)
    {
        if (form == SingleForm.List)
        {
            return ListAsync(exchange, [index], new ListWindow(0, 1));
        }

        var writer = new JobWriter(exchange.World, exchange.Quirks);
        return exchange.SucceedAsync(json =>
        {
            if (form == SingleForm.Bare)
            {
                writer.WriteFields(json, index);
                return;
            }

            json.WriteStartObject("job");
            writer.WriteFields(json, index);
            json.WriteEndObject();
        });
    }

    private static Task ListAsync(Exchange exchange, IReadOnlyList<int> indexes, ListWindow window)
    {
        var writer = new JobWriter(exchange.World, exchange.Quirks);
        return exchange.SucceedAsync(json => ListAnswer.Write(json, exchange.Quirks.JobListName, indexes, window, exchange, writer.Write));
    }
}
