using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows what was seen to change of a candidate.</summary>
internal static class SqliteChangeReader
{
    private static readonly SqliteList<CandidateChange> Changes =
        new(ListName.CandidateChanges, "record_changes", ChangeMap.Columns, new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("seen_at", "id") }, ChangeMap.View);

    public static Page<CandidateChange> List(SqliteSession session, string companyId, string candidateId, PageRequest page) =>
        Changes.Read(session, new ListConditions(companyId).When(candidateId, $"candidate_id = @candidateId AND {ChangeMap.IsHistory}", "candidateId", candidateId), page);
}
