namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>One entry of a played candidate list.</summary>
/// <param name="Person">The candidate's id.</param>
/// <param name="Application">The application's id.</param>
/// <param name="Stage">Its workflow state.</param>
/// <param name="ListedOn">The day that the list's date filter sees, which need not be the day of the change.</param>
internal sealed record PlayedEntry(string Person, string Application, string Stage, DateOnly ListedOn)
{
    public Client.JobviteCandidate ToRecord() => Client.JobviteRecords.ParseCandidate(
        $$$"""{"eId":"{{{Person}}}","firstName":"{{{Person}}}","application":{"eId":"{{{Application}}}","workflowState":"{{{Stage}}}"}}""");
}
