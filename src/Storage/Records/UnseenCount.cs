namespace Jobvite.Storage;

/// <summary>How much a full run would delete, in entries: an application, a person without one, a job, a process, a task.</summary>
/// <param name="Live">Entries that were there before the run.</param>
/// <param name="Unseen">Of those, the ones that the run did not see.</param>
/// <param name="Former">Of the unseen, those that came from another source than the run reads (<see cref="NewRun.SourceSince"/>).</param>
public readonly record struct UnseenCount(int Live, int Unseen, int Former = 0)
{
    /// <summary>Without what came from another source.</summary>
    public UnseenCount Own => new(Live - Former, Unseen - Former);
}
