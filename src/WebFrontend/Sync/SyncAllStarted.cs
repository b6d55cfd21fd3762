namespace Jobvite.WebFrontend;

/// <summary>Runs of every kind that is switched on were started, joined or queued.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="JobIds">The runs' ids.</param>
/// <param name="Status">queued when every one of them waits behind another, else running.</param>
public sealed record SyncAllStarted(bool Success, string Message, RunIds JobIds, string Status);
