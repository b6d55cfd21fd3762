namespace Jobvite.Storage;

/// <summary>What an incoming record does to the stored one.</summary>
internal enum RecordOutcome
{
    Created,
    Updated,
    Unchanged,

    /// <summary>Older than what is stored; counts as unchanged.</summary>
    Stale,
}
