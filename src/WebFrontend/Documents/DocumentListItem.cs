namespace Jobvite.WebFrontend;

/// <summary>A candidate's documents.</summary>
/// <param name="Documents">At most 200.</param>
/// <param name="Complete">False when Jobvite has more that could not be asked for just now.</param>
/// <param name="Warning">Then: why, and what to do.</param>
public sealed record DocumentListItem(IReadOnlyList<DocumentItem> Documents, bool Complete, string? Warning);
