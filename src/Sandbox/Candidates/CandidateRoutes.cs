namespace Jobvite.Sandbox;

/// <summary><c>GET /candidate</c>, <c>GET /candidate/{id}</c> and its artifacts.</summary>
internal static class CandidateRoutes
{
    public static void MapCandidates(this IEndpointRouteBuilder api)
    {
        var mark = new EndpointMark(SandboxEndpoint.Candidate);
        api.MapGet("/candidate", static http => FindAsync(Exchange.Of(http))).WithMetadata(mark);
        api.MapGet("/candidate/{id}", static http => OneAsync(Exchange.Of(http), Id(http))).WithMetadata(mark);
        api.MapGet("/candidate/{id}/artifacts", static http => ArtifactsAsync(Exchange.Of(http), Id(http)))
            .WithMetadata(new EndpointMark(SandboxEndpoint.Artifacts));
    }

    private static string Id(HttpContext http) => (string)http.GetRouteValue("id")!;

    private static Task FindAsync(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        var (person, application) = (query["candidateId"].ToString(), query["applicationId"].ToString());
        if (person.Length > 0 || application.Length > 0)
        {
            return NamedAsync(exchange, person, application);
        }

        if (ListWindow.Parse(query, exchange.Quirks, exchange.Fault, out var problem) is not { } window
            || CandidateFilter.Parse(query, out problem) is not { } filter)
        {
            return exchange.RefuseAsync(StatusCodes.Status400BadRequest, problem!);
        }

        var found = exchange.Company.CandidateLists.Find(filter, exchange.Quirks);
        return found.Count == 0 && !filter.IsEmpty
            ? NothingMatches.SendAsync(exchange, exchange.Quirks.CandidateListName)
            : ListAsync(exchange, found, window);
    }

    private static Task NamedAsync(Exchange exchange, string person, string application)
    {
        var people = exchange.World.People;
        CandidateEntry[] found;
        if (application.Length > 0)
        {
            found = people.FindApplication(application) is { } entry && (person.Length == 0 || people.Find(person) == people.Owner(entry)) ? [entry] : [];
        }
        else
        {
            found = people.Find(person) is { } index ? [.. people.EntriesOf(index)] : [];
        }

        if (exchange.Quirks.ApplicationsAsList)
        {
            found = [.. found.DistinctBy(people.Owner)];
        }

        return found.Length == 0 ? NotFoundAsync(exchange)
            : exchange.Quirks.CandidateSingle is null or SingleForm.List ? ListAsync(exchange, found, new ListWindow(0, ListWindow.MostPerPage))
            : SingleAsync(exchange, found.MaxBy(people.UpdatedAt), exchange.Quirks.CandidateSingle.Value);
    }

    private static Task OneAsync(Exchange exchange, string id)
    {
        var people = exchange.World.People;
        return people.Find(id) is not { } index ? NotFoundAsync(exchange)
            : exchange.Quirks.CandidateSingle == SingleForm.List
                ? ListAsync(exchange, exchange.Quirks.ApplicationsAsList ? [people.Latest(index)] : [.. people.EntriesOf(index)], new ListWindow(0, ListWindow.MostPerPage))
                : SingleAsync(exchange, people.Latest(index), exchange.Quirks.CandidateSingle ?? SingleForm.Wrapped);
    }

    private static Task ArtifactsAsync(Exchange exchange, string id) => exchange.World.People.Find(id) is { } index
        ? exchange.SucceedAsync(json => new DocumentWriter(exchange.World.People, exchange.Quirks).WriteArtifacts(json, index))
        : NotFoundAnswer.SendAsync(exchange, "artifacts", "Candidate not found.");

    private static Task NotFoundAsync(Exchange exchange) =>
        NotFoundAnswer.SendAsync(exchange, exchange.Quirks.CandidateListName, "Candidate not found.");

    private static Task SingleAsync(Exchange exchange, CandidateEntry entry, SingleForm form)
    {
        var writer = new CandidateWriter(exchange.World, exchange.Quirks);
        return exchange.SucceedAsync(json =>
        {
            if (form == SingleForm.Bare)
            {
                writer.WriteFields(json, entry);
                return;
            }

            json.WriteStartObject("candidate");
            writer.WriteFields(json, entry);
            json.WriteEndObject();
        });
    }

    private static Task ListAsync(Exchange exchange, IReadOnlyList<CandidateEntry> entries, ListWindow window)
    {
        var write = exchange.Company.WrittenRecords.Writer(exchange.Quirks);
        return exchange.SucceedAsync(json => ListAnswer.Write(json, exchange.Quirks.CandidateListName, entries, window, exchange, write));
    }
}
