using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows what was seen to change of a candidate.</summary>
internal static class PostgresChangeReader
{
    private static readonly PostgresList<CandidateChange> Changes = new(
        ListName.CandidateChanges,
        "record_changes",
        ChangeMap.Columns,
        new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("seen_at", "id") },
        ChangeMap.View);

    public static Task<Page<CandidateChange>> List(
        PostgresDatabase database, string companyId, string candidateId, PageRequest page, CancellationToken cancellationToken) => Changes.Read(
        database,
        new ListConditions(companyId).When(candidateId, $"candidate_id = @candidateId AND {ChangeMap.IsHistory}", "candidateId", candidateId.ToColumn()),
        page,
        includeRaw: false,
        cancellationToken);
}
