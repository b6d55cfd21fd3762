namespace Jobvite.WebFrontend;

/// <summary>Jobvite took the milestones.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Process">The process as it stands now.</param>
public sealed record MilestonesAnswer(bool Success, string Message, ProcessItem? Process);
