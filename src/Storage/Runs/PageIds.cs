namespace Jobvite.Storage;

/// <summary>Lists the ids that a page shows to its run.</summary>
internal static class PageIds
{
    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<JobRow> jobs) => [All(SeenEntity.Jobs, jobs), .. Failed(page)];

    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<ProcessRow> processes) => [All(SeenEntity.Processes, processes), .. Failed(page)];

    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<TaskRow> tasks) => [All(SeenEntity.Tasks, tasks), .. Failed(page)];

    /// <summary>Jobvite lists applications, so applications are what makes an entry new, or the person who has none.</summary>
    public static IReadOnlyList<SeenIds> Of(RunPage page, IReadOnlyList<CandidateRow> candidates)
    {
        var applications = Distinct(candidates.SelectMany(row => row.Applications).Select(row => row.Id).Concat(page.Known.Select(entry => entry.ApplicationId)));
        return
        [
            new SeenIds(
                SeenEntity.Candidates,
                Distinct(candidates.Select(row => row.Id).Concat(page.Known.Select(entry => entry.CandidateId))),
                Distinct(candidates.Where(row => row.Applications.Count == 0).Select(row => row.Id))),
            new SeenIds(SeenEntity.Applications, applications, applications),
            .. Failed(page),
        ];
    }

    private static SeenIds All(SeenEntity entity, IReadOnlyList<IRecordRow> rows)
    {
        var ids = Distinct(rows.Select(row => row.Id));
        return new SeenIds(entity, ids, ids);
    }

    private static IEnumerable<SeenIds> Failed(RunPage page)
    {
        var ids = Distinct(page.Failures.Select(failure => failure.Id).OfType<string>());
        return ids.Count == 0 ? [] : [new SeenIds(SeenEntity.Failed, ids, ids)];
    }

    private static List<string> Distinct(IEnumerable<string> ids) => [.. ids.Distinct(StringComparer.Ordinal)];
}
