namespace Jobvite.Storage;

/// <summary>What the ids that a run has seen are ids of. The numbers are stored.</summary>
internal enum SeenEntity
{
    Jobs = 1,
    Candidates = 2,
    Applications = 3,
    Processes = 4,
    Tasks = 5,

    /// <summary>Records that could not be read, of whatever sort.</summary>
    Failed = 6,
}
