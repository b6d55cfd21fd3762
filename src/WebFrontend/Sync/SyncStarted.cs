namespace Jobvite.WebFrontend;

/// <summary>A run was started, one under way was joined, or one waits behind it.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="JobId">The run's id.</param>
/// <param name="Status">queued or running.</param>
/// <param name="Mode">incremental or full: what that run reads, which may be more than was asked for.</param>
public sealed record SyncStarted(bool Success, string Message, Guid JobId, string Status, string Mode);
