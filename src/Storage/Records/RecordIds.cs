using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Finds Jobvite's id of a record by this service's own. The same statement on both databases.</summary>
internal static class RecordIds
{
    private const string Job = "SELECT jobvite_id FROM jobs WHERE company_id = @companyId AND id = @id";
    private const string Candidate = "SELECT jobvite_id FROM candidates WHERE company_id = @companyId AND id = @id";
    private const string Process = "SELECT jobvite_id FROM onboarding_processes WHERE company_id = @companyId AND id = @id";

    public static string Find(RecordKind kind) => kind switch
    {
        RecordKind.Job => Job,
        RecordKind.Candidate => Candidate,
        _ => Process,
    };
}
