using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows what was seen to change of a candidate.</summary>
internal static class PostgresChangeReader
{
    private static readonly PostgresList<CandidateChange> Changes =
        new(ListName.CandidateChanges, "record_changes", ChangeMap.Columns, "seen_at", "id", ChangeMap.View);

    public static Task<Page<CandidateChange>> List(PostgresSession session, string companyId, string candidateId, PageRequest page) =>
        Changes.Read(session, new ListConditions(companyId).When(candidateId, "candidate_id = @candidateId", "candidateId", candidateId.ToColumn()), page);
}
