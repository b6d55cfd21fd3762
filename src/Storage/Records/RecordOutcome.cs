namespace Jobvite.Storage;

/// <summary>What an incoming record does to the stored one.</summary>
internal enum RecordOutcome
{
    Created,
    Updated,
    Unchanged,

    /// <summary>Not stored: what is stored was asked for later, or another entry of the same answer is dated later.</summary>
    Stale,
}
