namespace Jobvite.WebFrontend;

/// <summary>Jobvite took the milestones.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Process">The process as it stands now.</param>
public sealed record MilestonesAnswer(bool Success, string Message, ProcessItem? Process)
{
    /// <summary>Why the process may be shown older than it is; null when it was read again.</summary>
    public string? Warning { get; init; }
}
