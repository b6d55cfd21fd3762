namespace Jobvite.Sandbox;

/// <summary>The filters of the job list: the company's own number, states, and where a job is offered. Each may be given several times.</summary>
internal sealed class JobFilter(IQueryCollection query)
{
    private readonly string[] _requisitions = Values(query, "requisitionId");
    private readonly string[] _states = [.. Values(query, "status"), .. Values(query, "jobStatus")];
    private readonly string[] _availability = Values(query, "availableTo");

    public bool IsEmpty => _requisitions.Length + _states.Length + _availability.Length == 0;

    public bool Takes(SandboxWorld world, int index)
    {
        var dice = world.Requisitions.Dice(index);
        return Matches(_requisitions, JobWriter.RequisitionId(dice, index))
            && Matches(_states, world.Requisitions.State(index))
            && Matches(_availability, dice.Pick(["External", "Internal"], Trait.JobType));
    }

    private static bool Matches(string[] wanted, string? value) => wanted.Length == 0 || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static string[] Values(IQueryCollection query, string name) => [.. query[name].OfType<string>().Where(static value => value.Length > 0)];
}
