using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Candidates;

/// <summary>What a candidate is called here: by name, or else by what there is.</summary>
internal static class PersonName
{
    public static string Of(CandidateView candidate)
    {
        var name = $"{candidate.FirstName} {candidate.LastName}".Trim();
        return name.Length > 0 ? name : candidate.Email ?? candidate.JobviteCandidateId;
    }
}
