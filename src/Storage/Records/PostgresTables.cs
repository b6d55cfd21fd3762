namespace Jobvite.Storage.Postgres;

/// <summary>The tables of records.</summary>
internal static class PostgresTables
{
    public static readonly PostgresRecordTable<JobRow> Jobs = new(JobColumns.Jobs, ChangeSource.Jobs);

    /// <summary>
    /// Candidates as persons; what they applied for is in <see cref="Applications"/>. A new row says whether its artifacts are to be fetched;
    /// afterwards <see cref="PostgresArtifacts"/> says so.
    /// </summary>
    public static readonly PostgresRecordTable<CandidateRow> Persons = new(
        CandidateColumns.Persons
            .OfNewRow("artifacts_state", ColumnKind.Code, write => write.Row.ArtifactsToFetch ? (short)1 : (short)0)
            .OfNewRow("artifacts_due_at", ColumnKind.Time, write => write.Row.ArtifactsToFetch ? write.Now : null)
            .OfNewRow("documents_read_at", ColumnKind.Time, write => write.Change.ReadAt),
        ChangeSource.Persons);

    public static readonly PostgresRecordTable<ApplicationRow> Applications = new(CandidateColumns.Applications, ChangeSource.Applications);

    public static readonly PostgresDocumentTable Documents = new();

    public static readonly PostgresRecordTable<ProcessRow> Processes = new(ProcessColumns.Processes, ChangeSource.Processes);

    public static readonly PostgresRecordTable<TaskRow> Tasks = new(ProcessColumns.Tasks, ChangeSource.Tasks);
}
