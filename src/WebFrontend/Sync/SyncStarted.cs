namespace Jobvite.WebFrontend;

/// <summary>A run was started, or one under way was joined.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="JobId">The run's id.</param>
/// <param name="Status">queued or running.</param>
public sealed record SyncStarted(bool Success, string Message, Guid JobId, string Status);
