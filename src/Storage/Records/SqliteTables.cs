namespace Jobvite.Storage.Sqlite;

/// <summary>The tables of records.</summary>
internal static class SqliteTables
{
    public static readonly SqliteRecordTable<JobRow> Jobs = new(JobColumns.Jobs, ChangeSource.Jobs);

    /// <summary>Candidates as persons; what they applied for is in <see cref="Applications"/>.</summary>
    public static readonly SqliteRecordTable<CandidateRow> Persons = new(CandidateColumns.Persons, ChangeSource.Persons);

    public static readonly SqliteRecordTable<ApplicationRow> Applications = new(CandidateColumns.Applications, ChangeSource.Applications);

    public static readonly SqliteRecordTable<ProcessRow> Processes = new(ProcessColumns.Processes, ChangeSource.Processes);

    public static readonly SqliteRecordTable<TaskRow> Tasks = new(ProcessColumns.Tasks, ChangeSource.Tasks);
}
