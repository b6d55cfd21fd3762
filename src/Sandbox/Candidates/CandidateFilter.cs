namespace Jobvite.Sandbox;

/// <summary>The filters of the candidate list: dates of the last update (both included), workflow states, the address, the requisition.</summary>
internal sealed record CandidateFilter(DateTimeOffset? From, DateTimeOffset? To, string Stages, string Email, string Requisition)
{
    private const char Separator = '\n';

    public bool IsEmpty => From is null && To is null && Stages.Length == 0 && Email.Length == 0 && Requisition.Length == 0;

    /// <returns>Null with a message when a date is none.</returns>
    public static CandidateFilter? Parse(IQueryCollection query, out string? problem)
    {
        if (!DateParameter.TryRead(query, "datestart", throughTheDay: false, out var from, out problem)
            || !DateParameter.TryRead(query, "dateend", throughTheDay: true, out var to, out problem))
        {
            return null;
        }

        string[] stages = [.. Values(query, "wflowstate"), .. Values(query, "workflowState"), .. Values(query, "status")];
        return new CandidateFilter(from, to, string.Join(Separator, stages), query["email"].ToString(), query["requisitionId"].ToString());
    }

    public bool Takes(SandboxWorld world, CandidateEntry entry)
    {
        var people = world.People;
        var updatedAt = people.UpdatedAt(entry);
        return !(updatedAt < From) && !(updatedAt > To)
            && (Stages.Length == 0 || (entry.HasApplication && Stages.Split(Separator).Contains(people.Stage(entry), StringComparer.OrdinalIgnoreCase)))
            && (Email.Length == 0 || string.Equals(CandidateWriter.EmailOf(people, people.Owner(entry)), Email, StringComparison.OrdinalIgnoreCase))
            && (Requisition.Length == 0 || (people.Job(entry) is { } job && JobWriter.RequisitionId(world.Requisitions.Dice(job), job) == Requisition));
    }

    private static IEnumerable<string> Values(IQueryCollection query, string name) => query[name].OfType<string>().Where(static value => value.Length > 0);
}
