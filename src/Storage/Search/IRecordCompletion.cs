namespace Jobvite.Storage;

/// <summary>
/// Fills columns that are read out of a record's JSON and that rows of older programs lack. Nothing is asked of Jobvite, and readers do
/// not see the records as changed.
/// </summary>
public interface IRecordCompletion
{
    /// <summary>Completes up to <paramref name="limit"/> rows and says how many they were; 0 when none is left, which costs next to nothing.</summary>
    /// <exception cref="StorageUnavailableException">The database does not take writes just now.</exception>
    Task<int> Complete(IRecordReading reading, int limit, CancellationToken cancellationToken);
}

/// <summary>Reads rows out of the JSON they are stored with.</summary>
public interface IRecordReading
{
    /// <summary>Null when the JSON is no job.</summary>
    JobRow? Job(string rawJson);

    /// <summary>Null when the JSON is no person.</summary>
    CandidateRow? Person(string rawJson);

    /// <summary>Null when the JSON is no application.</summary>
    ApplicationRow? Application(string rawJson);
}
